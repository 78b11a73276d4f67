package io.headrace.sdk.shape;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a Java type is as JSON, with the constraints that hold for it. {@link JsonSchema} describes it, {@link ValueReader}
 * makes values of it, {@link ValueWriter} writes them:
 *
 * <pre>
 * String                     Text      string
 * int, long                  Whole     number without a fraction
 * float, double              Decimal   number
 * boolean                    Truth     true, false
 * byte[]                     Bytes     string in base64
 * enum                       Choice    string: LIGHT_BLUE is "light-blue"
 * List                       Items     array
 * Map with String keys       Entries   object
 * Optional                   Maybe     absent, null or the value
 * record                     Parts     object: maxWords is "max_words"
 * sealed interface           Cases     object whose "type" names the record: LightBlue is "light-blue"
 * </pre>
 */
public sealed interface Shape {

    /** @param size in code points */
    record Text(Extent size, Wording wording) implements Shape {}

    /** What a text says. */
    sealed interface Wording {
        record Anything() implements Wording {}

        record Something() implements Wording {}

        /** The text as a whole matches. */
        record Matching(Pattern pattern) implements Wording {}
    }

    /** How large a Java number is. */
    enum Width {
        SINGLE,
        DOUBLE
    }

    /** From {@code min} to {@code max}, both included. */
    record Whole(Width width, long min, long max) implements Shape {
        static Whole of(Width width) {
            return width == Width.SINGLE
                    ? new Whole(width, Integer.MIN_VALUE, Integer.MAX_VALUE)
                    : new Whole(width, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    /** From {@code min} to {@code max}, both included; never infinite. */
    record Decimal(Width width, double min, double max) implements Shape {
        static Decimal of(Width width) {
            double most = width == Width.SINGLE ? Float.MAX_VALUE : Double.MAX_VALUE;
            return new Decimal(width, -most, most);
        }
    }

    record Truth() implements Shape {}

    /** @param size in bytes, before they become text */
    record Bytes(Extent size) implements Shape {}

    /** @param constants by their words in JSON, in the order of their declaration */
    record Choice(Map<String, Enum<?>> constants) implements Shape {}

    record Items(Shape element, Extent size) implements Shape {}

    record Entries(Shape value, Extent size) implements Shape {}

    record Maybe(Shape inner) implements Shape {}

    record Parts(RecordType type, List<Part> parts) implements Shape {}

    /** One component of a record. */
    record Part(String name, String doc, Shape shape) {
        boolean isRequired() {
            return !(shape instanceof Maybe);
        }
    }

    /** @param cases what each word of {@value #TAG} stands for: the name of a record's shape */
    record Cases(Map<String, Named> cases) implements Shape {
        /** The field that tells the cases apart. */
        static final String TAG = "type";
    }

    /** A record or a sealed interface, which may contain itself; {@link Shapes} knows what stands behind the name. */
    record Named(String name, Class<?> type) implements Shape {}

    /** How many, both included. */
    record Extent(int min, int max) {
        static final Extent ANY = new Extent(0, Integer.MAX_VALUE);
    }
}
