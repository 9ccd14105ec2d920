package dev.coflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryTest {

    @Test
    void eachDepartmentIsFollowedByItsStaff() throws Exception {
        assertThat(Transcript.of("query")).containsExactly("Marketing", "  Rita", "Development", "  Ann", "  Bob");
    }
}
