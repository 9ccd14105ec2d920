package dev.coflow.reactor.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coflow.Flow;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;
import org.springframework.test.util.ReflectionTestUtils;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class FlowAdapterTest {

    private final ReactiveAdapterRegistry registry = new ReactiveAdapterRegistry();

    /** As in a new JVM: what is shared outlives a test. */
    @BeforeEach
    void shareAnew() {
        ReflectionTestUtils.setField(ReactiveAdapterRegistry.class, "sharedInstance", null);
    }

    @Test
    void aRegistryTakesAFlowForAPublisherUntilItIsTold() {
        assertThat(adapter().getReactiveType()).isEqualTo(Publisher.class);
    }

    @Test
    void aFlowIsATypeOfAnyNumberOfItems() {
        FlowAdapter.register(registry);

        ReactiveTypeDescriptor type = adapter().getDescriptor();
        assertThat(type.getReactiveType()).isEqualTo(Flow.class);
        assertThat(type.isMultiValue()).isTrue();
        assertThat(type.isNoValue()).isFalse();
        assertThat(type.supportsEmpty()).isTrue();
        assertThat(type.isDeferred()).isTrue();
    }

    @Test
    void aFlowBecomesAPublisherOfItsItems() {
        FlowAdapter.register(registry);

        StepVerifier.create(adapter().toPublisher(Flow.<Integer>generate(out -> {
                    out.emit(3);
                    out.emit(1);
                })))
                .expectNext(3, 1)
                .verifyComplete();
    }

    @Test
    void noFlowBecomesAnEmptyPublisher() {
        FlowAdapter.register(registry);

        StepVerifier.create(adapter().toPublisher(null)).verifyComplete();
    }

    @Test
    void aPublisherBecomesAFlow() {
        FlowAdapter.register(registry);

        assertThat(adapter().fromPublisher(Flux.just(3, 1)))
                .isInstanceOfSatisfying(
                        Flow.class,
                        flow -> assertThat(((Flow<?>) flow).toList()).hasToString("[3, 1]"));
    }

    @Test
    void anErrorPassesUnchanged() {
        FlowAdapter.register(registry);
        Exception error = new Exception("broken");

        StepVerifier.create(adapter().toPublisher(Flow.error(error)))
                .verifyErrorSatisfies(thrown -> assertThat(thrown).isSameAs(error));
    }

    @Test
    void registeringAgainChangesNothing() {
        AtomicInteger registrations = new AtomicInteger();
        ReactiveAdapterRegistry counting = new ReactiveAdapterRegistry() {
            @Override
            public void registerReactiveType(
                    ReactiveTypeDescriptor type,
                    Function<Object, Publisher<?>> toPublisher,
                    Function<Publisher<?>, Object> fromPublisher) {
                if (type.getReactiveType() == Flow.class) {
                    registrations.incrementAndGet();
                }
                super.registerReactiveType(type, toPublisher, fromPublisher);
            }
        };

        FlowAdapter.register(counting);
        FlowAdapter.register(counting);

        assertThat(registrations).hasValue(1);
    }

    @Test
    void theSharedRegistryIsMeantWithoutAnother() {
        FlowAdapter.register();

        assertThat(ReactiveAdapterRegistry.getSharedInstance().getAdapter(Flow.class))
                .extracting(ReactiveAdapter::getReactiveType)
                .isEqualTo(Flow.class);
    }

    private ReactiveAdapter adapter() {
        return Objects.requireNonNull(registry.getAdapter(Flow.class));
    }
}
