package dev.coflow.reactor.random;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;

/** What a random flow is made of: all the records in it. */
final class Parts {

    private Parts() {}

    static Stream<Object> of(Object part) {
        if (part instanceof List<?> list) {
            return list.stream().flatMap(Parts::of);
        }
        if (!(part instanceof Record)) {
            return Stream.of();
        }
        return Stream.concat(
                Stream.of(part),
                Stream.of(part.getClass().getRecordComponents())
                        .map(component -> read(component, part))
                        .flatMap(Parts::of));
    }

    private static Object read(RecordComponent component, Object part) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(part);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether its items and its end do not depend on when something arrives from elsewhere. */
    static boolean areDetermined(Node node) {
        return of(node).noneMatch(Parts::takesWhatIsReady)
                && of(node).noneMatch(part -> isZip(part) && of(part).anyMatch(Parts::mayFail));
    }

    private static boolean takesWhatIsReady(Object part) {
        return part instanceof Stmt.Select
                || part instanceof Stmt.Poll
                || (part instanceof Stages.Joined join && join.kind() == Stages.Joined.Kind.MERGE);
    }

    private static boolean isZip(Object part) {
        return part instanceof Stages.Joined join && join.kind() != Stages.Joined.Kind.MERGE;
    }

    private static boolean mayFail(Object part) {
        return part instanceof Stmt.Fail
                || part instanceof Stmt.Await
                || part instanceof Sources.Failing
                || (part instanceof Sources.Foreign foreign && foreign.fails())
                || (part instanceof Sources.Called called && called.outcome() == 2)
                || (part instanceof Sources.Stepping stepping
                        && stepping.steps().contains("f"))
                || (part instanceof Stages.Mapped mapped && mapped.kind() == Stages.Mapped.Kind.FAIL);
    }
}
