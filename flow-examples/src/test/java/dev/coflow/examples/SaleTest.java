package dev.coflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SaleTest {

    @Test
    void theSecondSaleIsRolledBack() throws Exception {
        assertThat(Transcript.of("sale")).containsExactly("lamp: sold", "lamp: sold out", "noted: [1]");
    }
}
