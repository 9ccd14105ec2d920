package dev.coflow.reactor.law;

import dev.coflow.Flow;
import dev.coflow.reactor.ReactorFlow;
import java.net.URL;
import java.net.URLClassLoader;
import org.reactivestreams.Publisher;

/** The library as a JVM finds it that has not used it yet: loaded anew, over the same Reactor. */
final class FreshFlows extends URLClassLoader {

    FreshFlows() {
        super(new URL[] {placeOf(Flow.class), placeOf(ReactorFlow.class)}, FreshFlows.class.getClassLoader());
    }

    private static URL placeOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    /** {@code Flow.of(items)}. */
    @SuppressWarnings("unchecked") // a flow of the items given
    final <T> Publisher<T> of(Object... items) throws ReflectiveOperationException {
        return (Publisher<T>)
                loadClass("dev.coflow.Flow").getMethod("of", Object[].class).invoke(null, (Object) items);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!name.startsWith("dev.coflow.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
