package dev.coflow.examples.spring;

import dev.coflow.Flow;
import dev.coflow.Slot;
import dev.coflow.reactor.sql.R2dbcQuery;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A report which is described once, with a place for stages that depend on who asks. */
@RestController
class StaffReport {

    private static final Slot<Person> ROWS = Slot.named("visible rows");

    private final Flow<Person> report;

    StaffReport(ConnectionFactory database) {
        report = R2dbcQuery.of(database, "SELECT name, pay FROM staff ORDER BY name")
                .rows(row -> new Person(row.get("name", String.class), row.get("pay", Integer.class)))
                .slot(ROWS);
    }

    @GetMapping("/staff")
    Flow<Person> staff() {
        return Flow.from(ReactiveSecurityContextHolder.getContext())
                .mapNotNull(SecurityContext::getAuthentication)
                .concatMap(who -> isManager(who) ? report : report.fill(ROWS, rows -> rows.map(Person::withoutPay)));
    }

    private static boolean isManager(Authentication who) {
        return who.getAuthorities().stream().anyMatch(role -> "ROLE_MANAGER".equals(role.getAuthority()));
    }
}
