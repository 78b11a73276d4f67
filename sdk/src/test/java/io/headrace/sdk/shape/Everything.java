package io.headrace.sdk.shape;

import io.headrace.sdk.Doc;
import io.headrace.sdk.Max;
import io.headrace.sdk.Min;
import io.headrace.sdk.NotBlank;
import io.headrace.sdk.Pattern;
import io.headrace.sdk.Size;
import java.lang.reflect.AnnotatedType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record with something of every kind, and one JSON that is right. */
@SuppressWarnings("ArrayRecordComponent") // Authors have such records, and compare them with nothing.
record Everything(
        @Doc("What it is called.") @NotBlank @Size(max = 8) String title,
        @Pattern("[a-z]+-[0-9]+") String code,
        @Min(1) @Max(10) int count,
        @Min(0) long total,
        @Min(0) @Max(1) double share,
        float weight,
        boolean urgent,
        @Size(min = 1, max = 4) byte[] data,
        Colour colour,
        @Size(min = 1, max = 3) List<@NotBlank String> tags,
        @Size(max = 2) Map<String, @Min(0) Integer> stock,
        @Min(5) Optional<Integer> maxWords,
        Figure figure,
        Optional<Tree> tree) {

    enum Colour {
        RED,
        LIGHT_BLUE
    }

    sealed interface Figure {}

    record Circle(@Min(0) double radius) implements Figure {}

    record UnitSquare() implements Figure {}

    record Tree(String name, List<Tree> branches) {}

    static final String RIGHT = """
            {"title":"a","code":"ab-1","count":1,"total":0,"share":0.5,"weight":1.5,"urgent":true,"data":"AQID",
             "colour":"light-blue","tags":["x"],"stock":{"nut":3},
             "figure":{"type":"circle","radius":2.0},"tree":{"name":"t","branches":[{"name":"u","branches":[]}]}}""";

    /** Of a component of this record, or of another one's. */
    static AnnotatedType typeOf(Class<?> record, String component) {
        for (var known : record.getRecordComponents()) {
            if (known.getName().equals(component)) {
                return known.getAnnotatedType();
            }
        }
        throw new IllegalArgumentException(record + " has no " + component);
    }

    /** For a type as a whole. */
    record Holder(Everything everything, Tree tree, Figure figure) {}

    static Shapes shapes(String component) {
        return Shapes.of(Map.of("it", typeOf(Holder.class, component)));
    }
}
