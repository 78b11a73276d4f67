package io.headrace.sdk.shape;

import io.headrace.sdk.Max;
import io.headrace.sdk.Min;
import io.headrace.sdk.NotBlank;
import io.headrace.sdk.Pattern;
import io.headrace.sdk.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The constraints that stand at one place of a type. Whoever understands one takes it; one that is left over fits nothing
 * there, and is a mistake of the author's. Belongs to one thread.
 */
final class Marks {
    private static final Set<Class<?>> KNOWN = Set.of(Min.class, Max.class, NotBlank.class, Pattern.class, Size.class);

    private final String place;
    private final List<Annotation> left = new ArrayList<>();

    Marks(String place) {
        this.place = place;
    }

    Marks add(AnnotatedElement element) {
        Arrays.stream(element.getAnnotations())
                .filter(mark -> KNOWN.contains(mark.annotationType()))
                .forEach(left::add);
        return this;
    }

    /** For what is in a list or a map that stands here. */
    Marks inside() {
        return new Marks(place + "[]");
    }

    <A extends Annotation> Optional<A> take(Class<A> kind) {
        var found = left.stream().filter(kind::isInstance).map(kind::cast).findFirst();
        found.ifPresent(left::remove);
        return found;
    }

    Shape.Extent size() {
        return take(Size.class)
                .map(size -> {
                    if (size.min() < 0 || size.max() < size.min()) {
                        throw wrong("@Size from " + size.min() + " to " + size.max() + " lets nothing through");
                    }
                    return new Shape.Extent(size.min(), size.max());
                })
                .orElse(Shape.Extent.ANY);
    }

    Shape.Wording wording() {
        var pattern = take(Pattern.class);
        var notBlank = take(NotBlank.class);
        if (pattern.isPresent() && notBlank.isPresent()) {
            throw wrong("@Pattern says already whether it may be blank; leave @NotBlank out");
        }
        return pattern.<Shape.Wording>map(
                        given -> new Shape.Wording.Matching(java.util.regex.Pattern.compile(given.value())))
                .or(() -> notBlank.map(_ -> new Shape.Wording.Something()))
                .orElseGet(Shape.Wording.Anything::new);
    }

    Shape.Whole within(Shape.Whole type) {
        long min = take(Min.class).map(mark -> whole(mark.value(), type)).orElse(type.min());
        long max = take(Max.class).map(mark -> whole(mark.value(), type)).orElse(type.max());
        if (min > max) {
            throw wrong("@Min(" + min + ") and @Max(" + max + ") let nothing through");
        }
        return new Shape.Whole(type.width(), min, max);
    }

    private long whole(double bound, Shape.Whole type) {
        if (bound != Math.rint(bound) || bound < type.min() || bound > type.max()) {
            throw wrong("the bound " + bound + " is no whole number of its type");
        }
        return (long) bound;
    }

    Shape.Decimal within(Shape.Decimal type) {
        double min = take(Min.class).map(Min::value).orElse(type.min());
        double max = take(Max.class).map(Max::value).orElse(type.max());
        // Not "min > max": a bound that is no number lets nothing through either.
        if (!(min <= max)) {
            throw wrong("@Min(" + min + ") and @Max(" + max + ") let nothing through");
        }
        return new Shape.Decimal(type.width(), min, max);
    }

    void refuseRest(Class<?> type) {
        if (!left.isEmpty()) {
            throw wrong("@" + left.getFirst().annotationType().getSimpleName() + " says nothing about a "
                    + type.getSimpleName());
        }
    }

    IllegalArgumentException wrong(String sentence) {
        return new IllegalArgumentException(place + ": " + sentence);
    }
}
