package io.headrace.rtmp.codec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of AMF0. A reference and the rare kinds (XML, typed objects by class) are not taken. */
public sealed interface Amf {

    record Real(double value) implements Amf {}

    record Flag(boolean value) implements Amf {}

    record Text(String value) implements Amf {}

    /** In the order in which the members were written. */
    record Members(Map<String, Amf> values) implements Amf {
        public Members {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        public Optional<String> text(String name) {
            return values.get(name) instanceof Text(var text) ? Optional.of(text) : Optional.empty();
        }
    }

    record Items(List<Amf> values) implements Amf {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** Null and undefined alike. */
    record Nothing() implements Amf {}

    Nothing NOTHING = new Nothing();

    static Amf number(double value) {
        return new Real(value);
    }

    static Amf text(String value) {
        return new Text(value);
    }
}
