package dev.coflow.reactor.netty;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.stream.Stream;

/** An allocator that knows what of it is in use: it has no caches, whose buffers would count as such. */
final class Buffers {

    private static final int ARENAS = 2;
    private static final int PAGE = 8_192;
    private static final int ORDER = 9; // chunks of 4 MB

    private final PooledByteBufAllocator allocator =
            new PooledByteBufAllocator(true, ARENAS, ARENAS, PAGE, ORDER, 0, 0, false);

    PooledByteBufAllocator allocator() {
        return allocator;
    }

    /** Buffers that nobody has released. */
    long inUse() {
        return Stream.concat(allocator.metric().directArenas().stream(), allocator.metric().heapArenas().stream())
                .mapToLong(PoolArenaMetric::numActiveAllocations)
                .sum();
    }

    /** All buffers there have ever been. */
    long everUsed() {
        return Stream.concat(allocator.metric().directArenas().stream(), allocator.metric().heapArenas().stream())
                .mapToLong(PoolArenaMetric::numAllocations)
                .sum();
    }

    /** Bytes, of buffers in use and of those kept for the next ones. */
    long direct() {
        return allocator.metric().usedDirectMemory();
    }
}
