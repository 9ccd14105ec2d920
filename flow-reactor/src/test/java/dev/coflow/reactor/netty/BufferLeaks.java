package dev.coflow.reactor.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What Netty finds of buffers that were collected without a release. Has to be loaded before its buffers are. */
final class BufferLeaks {

    private static final int ROUNDS = 10;

    private static final List<String> REPORTS = new CopyOnWriteArrayList<>();

    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            @SuppressWarnings("deprecation") // what it points to is another constructor of the same
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> type, int interval, long maxActive) {
                return new ResourceLeakDetector<T>(type, interval) {
                    @Override
                    protected void reportTracedLeak(String resourceType, String records) {
                        REPORTS.add(resourceType + records);
                    }

                    @Override
                    protected void reportUntracedLeak(String resourceType) {
                        REPORTS.add(resourceType);
                    }
                };
            }
        });
    }

    private BufferLeaks() {}

    /** Nothing but to be loaded. */
    static void watch() {
        // the initializer has done it
    }

    /** What was found since this was asked for the last time. */
    static List<String> reports() throws InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
            Thread.sleep(10); // references are queued a little after the collection
            ByteBufAllocator.DEFAULT.buffer().release(); // Netty looks when it allocates
        }
        List<String> reports = List.copyOf(REPORTS);
        REPORTS.clear();
        return reports;
    }
}
