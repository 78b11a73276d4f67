package io.headrace.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The head of a request or an answer: fields in their order, found by name in any case. Immutable. */
public record Headers(List<Header> all) {
    public static final Headers NONE = new Headers(List.of());

    public Headers {
        all = List.copyOf(all);
    }

    public static Headers of(String name, String value) {
        return new Headers(List.of(new Header(name, value)));
    }

    public static Headers contentType(String mediaType) {
        return of("Content-Type", mediaType);
    }

    /** The value of the first field of that name; an empty value is a value. */
    public Optional<String> first(String name) {
        return values(name).findFirst();
    }

    public Stream<String> values(String name) {
        return all.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value);
    }

    public Headers with(String name, String value) {
        var more = new ArrayList<>(all);
        more.add(new Header(name, value));
        return new Headers(more);
    }
}
