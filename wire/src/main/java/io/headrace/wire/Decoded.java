package io.headrace.wire;

import java.util.Optional;
import java.util.function.Function;

/** What became of bytes that claimed to be a message: its value, or why it is refused. Never an exception. */
public sealed interface Decoded<T> {
    record Value<T>(T value) implements Decoded<T> {}

    record Refused<T>(Refusal refusal) implements Decoded<T> {}

    default Optional<T> toOptional() {
        return switch (this) {
            case Value<T>(T value) -> Optional.of(value);
            case Refused<T> _ -> Optional.empty();
        };
    }

    default <R> Decoded<R> map(Function<? super T, ? extends R> function) {
        return switch (this) {
            case Value<T>(T value) -> new Value<>(function.apply(value));
            case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
        };
    }

    /** @throws IllegalStateException when it was refused; for what this node made itself, and for tests */
    default T orElseThrow() {
        return switch (this) {
            case Value<T>(T value) -> value;
            case Refused<T>(Refusal refusal) -> throw new IllegalStateException(refusal.toString());
        };
    }
}
