package dev.coflow.reactor.stage;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The numbers 1, 2, 3, … and perhaps an error after them; counts how many were drawn. */
final class Items implements Iterable<Integer> {

    private final int size;
    private final Throwable failure;
    private final AtomicInteger drawn = new AtomicInteger();

    private Items(int size, Throwable failure) {
        this.size = size;
        this.failure = failure;
    }

    static Items upTo(int size) {
        return new Items(size, null);
    }

    /** The same numbers; drawing one more throws, checked or not. */
    Items thenFail(Throwable error) {
        return new Items(size, error);
    }

    int drawn() {
        return drawn.get();
    }

    List<Integer> list() {
        return IntStream.rangeClosed(1, size).boxed().toList();
    }

    @Override
    public Iterator<Integer> iterator() {
        return new Iterator<>() {
            private int last;

            @Override
            public boolean hasNext() {
                return last < size || failure != null;
            }

            @Override
            public Integer next() {
                if (last < size) {
                    drawn.incrementAndGet();
                    return ++last;
                }
                if (failure != null) {
                    throw Sneak.raise(failure);
                }
                throw new NoSuchElementException();
            }
        };
    }
}
