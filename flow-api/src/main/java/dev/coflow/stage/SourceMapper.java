package dev.coflow.stage;

/** Replaces the stages that a stage reads. */
@FunctionalInterface
public interface SourceMapper {

    /**
     * Replaces a stage by one of the same items.
     *
     * @param <S> the items
     * @param source a stage that another one reads
     * @return what that one is to read instead
     */
    <S> Stage<S> apply(Stage<S> source);
}
