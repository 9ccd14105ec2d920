package dev.coflow.benchmarks

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.chunked
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.flatMapConcat
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.fold
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.merge
import kotlinx.coroutines.flow.transform
import kotlinx.coroutines.flow.zip
import kotlinx.coroutines.launch
import kotlinx.coroutines.reactive.asFlow
import kotlinx.coroutines.reactive.asPublisher
import kotlinx.coroutines.reactive.awaitSingle
import kotlinx.coroutines.reactive.collect
import kotlinx.coroutines.reactor.flux
import kotlinx.coroutines.reactor.mono
import kotlinx.coroutines.runInterruptible
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

    @OptIn(ExperimentalCoroutinesApi::class)
    fun concatenated(source: Publisher<Int>, items: List<Int>): Publisher<Int> =
        source.asFlow().flatMapConcat { items.asFlow() }.asPublisher(Dispatchers.Unconfined)

    fun awaited(source: Mono<Int>, times: Int): Mono<Int> = mono(Dispatchers.Unconfined) {
        var sum = 0
        repeat(times) { sum += source.awaitSingle() }
        sum
    }

    /** As many coroutines as said give way to each other, on one thread at a time. */
    fun yielding(coroutines: Int, times: Int): Mono<Int> =
        yielding(coroutines, times, Dispatchers.Default.limitedParallelism(1))

    /** The same on all threads of the pool. */
    fun yieldingOnPool(coroutines: Int, times: Int): Mono<Int> = yielding(coroutines, times, Dispatchers.Default)

    private fun yielding(coroutines: Int, times: Int, dispatcher: CoroutineDispatcher): Mono<Int> = mono(dispatcher) {
        coroutineScope {
            repeat(coroutines) {
                launch { repeat(times) { yield() } }
            }
        }
        coroutines
    }

    fun one(): Mono<Int> = mono(Dispatchers.Default) { 1 }

    /** Awaits what never comes. */
    fun awaiting(waiting: Waiting): Mono<Any> = mono(Dispatchers.Unconfined) {
        try {
            waiting.never().awaitSingle()
        } finally {
            waiting.unwound()
        }
    }

    /** The same without a finally. */
    fun awaiting(first: Runnable, never: Mono<Any>): Mono<Any> = mono(Dispatchers.Unconfined) {
        first.run()
        never.awaitSingle()
    }

    /** Sleeps where that is allowed, and is interrupted there. */
    fun sleeping(waiting: Waiting): Mono<Int> = mono(Dispatchers.Unconfined) {
        try {
            runInterruptible(Dispatchers.IO) { waiting.sleep() }
        } finally {
            waiting.unwound()
        }
    }

    @OptIn(ExperimentalCoroutinesApi::class)
    fun ranked(lines: List<String>): Publisher<Ranking> = flow {
        val ranking = lines.asFlow()
            .transform { line -> Scrabble.words(line).forEach { emit(it) } }
            .filter { it.length >= Scrabble.SHORTEST }
            .map { word -> Scored(word, Scrabble.letters(word).asFlow().fold(Histogram(), Histogram::plus).score()) }
            .chunked(Scrabble.PAGE)
            .map { Scrabble.best(it) }
            .fold(Ranking(), Ranking::plus)
        emit(ranking)
    }.asPublisher(Dispatchers.Unconfined)
}
