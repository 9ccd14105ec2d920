package dev.coflow.examples;

import org.jspecify.annotations.Nullable;

/** What came over the wire is not what the {@link Chat} requires. */
final class ChatException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 200;

    private ChatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static ChatException required(String what, String came) {
        return required(what, came, null);
    }

    static ChatException required(String what, String came, @Nullable Throwable cause) {
        String shown = came.length() <= SHOWN ? came : came.substring(0, SHOWN) + "...";
        return new ChatException(what + " required but it was " + shown, cause);
    }
}
