package io.headrace.sdk.shape;

import java.lang.reflect.AnnotatedType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The shapes of several types, which may share parts. Immutable.
 *
 * @param roots of the types that were asked for, by what they were asked for as
 * @param named every record and every sealed interface in them, by its name, in the order of their appearance
 */
public record Shapes(Map<String, Shape> roots, Map<String, Shape> named) {
    public Shapes {
        roots = Collections.unmodifiableMap(new LinkedHashMap<>(roots));
        named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    /**
     * @param types by what errors call them: {@code "input"}
     * @throws IllegalArgumentException when one has a part that is no JSON, or a constraint that does not fit its part
     */
    public static Shapes of(Map<String, AnnotatedType> types) {
        var finder = new ShapeFinder();
        var roots = new LinkedHashMap<String, Shape>();
        types.forEach((name, type) -> roots.put(name, finder.find(type, name)));
        return new Shapes(roots, finder.named());
    }

    /** @throws IllegalArgumentException when there is none of that name */
    public Shape root(String name) {
        return known(roots, name);
    }

    Shape behind(Shape.Named reference) {
        return named(reference.name());
    }

    Shape named(String name) {
        return known(named, name);
    }

    /** All names that a shape refers to, and those that they refer to in turn. */
    SequencedSet<String> namesIn(Shape root) {
        var names = new LinkedHashSet<String>();
        collect(root, names);
        return names;
    }

    private void collect(Shape shape, Set<String> names) {
        switch (shape) {
            case Shape.Named reference -> {
                if (names.add(reference.name())) {
                    collect(behind(reference), names);
                }
            }
            case Shape.Items(var element, var _) -> collect(element, names);
            case Shape.Entries(var value, var _) -> collect(value, names);
            case Shape.Maybe(var inner) -> collect(inner, names);
            case Shape.Parts(var _, var parts) -> parts.forEach(part -> collect(part.shape(), names));
            case Shape.Cases(var cases) -> cases.values().forEach(one -> collect(one, names));
            case Shape.Text _, Shape.Whole _, Shape.Decimal _, Shape.Truth _, Shape.Bytes _, Shape.Choice _ -> {
                // Names nothing.
            }
        }
    }

    private static Shape known(Map<String, Shape> shapes, String name) {
        var shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalArgumentException("No shape is called " + name + ", only " + shapes.keySet());
        }
        return shape;
    }
}
