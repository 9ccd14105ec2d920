package dev.coflow.benchmarks

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.merge
import kotlinx.coroutines.flow.zip
import kotlinx.coroutines.launch
import kotlinx.coroutines.reactive.asFlow
import kotlinx.coroutines.reactive.asPublisher
import kotlinx.coroutines.reactive.awaitSingle
import kotlinx.coroutines.reactive.collect
import kotlinx.coroutines.reactor.flux
import kotlinx.coroutines.reactor.mono
import kotlinx.coroutines.yield
import org.reactivestreams.Publisher
import reactor.core.publisher.Flux
import reactor.core.publisher.Mono

/** The cases as one writes them with Kotlin's coroutines. On Dispatchers.Unconfined where nothing waits, which is the fastest there. */
object KotlinPeers {

    fun emitted(items: Int): Flux<Int> = flux(Dispatchers.Unconfined) {
        for (i in 0 until items) send(i)
    }

    fun emittedByFlow(items: Int): Publisher<Int> = flow {
        for (i in 0 until items) emit(i)
    }.asPublisher(Dispatchers.Unconfined)

    /** Collects and sends again. */
    fun passed(source: Publisher<Int>): Flux<Int> = flux(Dispatchers.Unconfined) {
        source.collect { send(it) }
    }

    fun merged(inputs: List<Publisher<Int>>): Publisher<Int> =
        inputs.map { it.asFlow() }.merge().asPublisher(Dispatchers.Unconfined)

    fun zipped(left: Publisher<Int>, right: Publisher<Int>): Publisher<Int> =
        left.asFlow().zip(right.asFlow()) { a, b -> a + b }.asPublisher(Dispatchers.Unconfined)

    fun awaited(source: Mono<Int>, times: Int): Mono<Int> = mono(Dispatchers.Unconfined) {
        var sum = 0
        repeat(times) { sum += source.awaitSingle() }
        sum
    }

    /** As many coroutines as said give way to each other, on one thread at a time. */
    fun yielding(coroutines: Int, times: Int): Mono<Int> = mono(Dispatchers.Default.limitedParallelism(1)) {
        coroutineScope {
            repeat(coroutines) {
                launch { repeat(times) { yield() } }
            }
        }
        coroutines
    }

    fun one(): Mono<Int> = mono(Dispatchers.Default) { 1 }
}
