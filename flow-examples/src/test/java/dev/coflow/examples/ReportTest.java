package dev.coflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class ReportTest {

    @Test
    void nestsRowsSubtotalsAndTotal() throws Exception {
        assertThat(Transcript.of("report"))
                .containsExactly(
                        "<company name=\"Acme\">",
                        "  <department name=\"Kitchen\">",
                        "    <person name=\"Ann\">1200</person>",
                        "    <person name=\"Ben\">900</person>",
                        "    <subtotal>2100</subtotal>",
                        "  </department>",
                        "  <department name=\"Garden\">",
                        "    <person name=\"Cleo\">1000</person>",
                        "    <subtotal>1000</subtotal>",
                        "  </department>",
                        "  <department name=\"Archive\">",
                        "    <subtotal>0</subtotal>",
                        "  </department>",
                        "  <total>3100</total>",
                        "</company>");
    }

    @Test
    void companyWithoutDepartmentsHasATotal() {
        assertThat(Report.company(new Company("Empty", List.of())).toList())
                .containsExactly("<company name=\"Empty\">", "  <total>0</total>", "</company>");
    }

    @Test
    void startsBeforeItsContentIsThere() {
        Flow<String> report = Report.element("page", "slow", Flow.from(subscriber -> {}));

        StepVerifier.create(report)
                .expectNext("<page name=\"slow\">")
                .thenCancel()
                .verify();
    }
}
