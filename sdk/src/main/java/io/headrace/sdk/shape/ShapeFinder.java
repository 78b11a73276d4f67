package io.headrace.sdk.shape;

import io.headrace.sdk.Doc;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the shapes of types, and remembers those that have names. Belongs to one thread. */
final class ShapeFinder {
    private final Map<String, Shape> named = new LinkedHashMap<>();
    private final Map<String, Class<?>> owners = new HashMap<>();

    Map<String, Shape> named() {
        return named;
    }

    /** @param place how errors call it: {@code "Order.lines"} */
    Shape find(AnnotatedType type, String place) {
        return find(type, new Marks(place));
    }

    private Shape find(AnnotatedType annotated, Marks marks) {
        marks.add(annotated);
        var type = raw(annotated.getType(), marks);
        var shape = annotated instanceof AnnotatedParameterizedType generic
                ? container(type, generic.getAnnotatedActualTypeArguments(), marks)
                : plain(annotated, type, marks);
        marks.refuseRest(type);
        return shape;
    }

    private static Class<?> raw(Type type, Marks marks) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic when generic.getRawType() instanceof Class<?> plain -> plain;
            default -> throw marks.wrong("\"" + type + "\" is only known when it is used; write the type itself");
        };
    }

    private Shape container(Class<?> type, AnnotatedType[] arguments, Marks marks) {
        if (type == List.class) {
            var size = marks.size();
            return new Shape.Items(find(arguments[0], marks.inside()), size);
        }
        if (type == Map.class && arguments[0].getType() == String.class) {
            var size = marks.size();
            return new Shape.Entries(find(arguments[1], marks.inside()), size);
        }
        if (type == Optional.class) {
            var inner = find(arguments[0], marks);
            if (inner instanceof Shape.Maybe) {
                throw marks.wrong("an Optional of an Optional cannot be told from an Optional");
            }
            return new Shape.Maybe(inner);
        }
        throw unknown(type, marks);
    }

    private Shape plain(AnnotatedType annotated, Class<?> type, Marks marks) {
        if (type == byte[].class && annotated instanceof AnnotatedArrayType array) {
            // "@Size byte[]" is, to Java, said of the byte.
            return new Shape.Bytes(
                    marks.add(array.getAnnotatedGenericComponentType()).size());
        }
        if (type == String.class) {
            return new Shape.Text(marks.size(), marks.wording());
        }
        if (type == int.class || type == Integer.class) {
            return marks.within(Shape.Whole.of(Shape.Width.SINGLE));
        }
        if (type == long.class || type == Long.class) {
            return marks.within(Shape.Whole.of(Shape.Width.DOUBLE));
        }
        if (type == float.class || type == Float.class) {
            return marks.within(Shape.Decimal.of(Shape.Width.SINGLE));
        }
        if (type == double.class || type == Double.class) {
            return marks.within(Shape.Decimal.of(Shape.Width.DOUBLE));
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Shape.Truth();
        }
        return type.isEnum() ? choice(type) : reference(type, marks);
    }

    private static Shape choice(Class<?> type) {
        var constants = new LinkedHashMap<String, Enum<?>>();
        for (Object constant : type.getEnumConstants()) {
            var known = (Enum<?>) constant;
            constants.put(JsonName.ofConstant(known), known);
        }
        return new Shape.Choice(Collections.unmodifiableMap(constants));
    }

    private Shape.Named reference(Class<?> type, Marks marks) {
        if (!isNamed(type) || type.getTypeParameters().length > 0) {
            throw unknown(type, marks);
        }
        var reference = new Shape.Named(type.getSimpleName(), type);
        var owner = owners.putIfAbsent(reference.name(), type);
        if (owner == null) {
            // Its place is taken before its parts are looked at, for they may refer to it.
            named.put(reference.name(), reference);
            named.put(reference.name(), type.isRecord() ? parts(type) : cases(type, marks));
        } else if (owner != type) {
            throw marks.wrong("two types are called " + reference.name() + ": " + owner.getName() + " and "
                    + type.getName() + "; rename one");
        }
        return reference;
    }

    private static boolean isNamed(Class<?> type) {
        return type.isRecord() || (type.isSealed() && type.isInterface());
    }

    private Shape parts(Class<?> type) {
        var parts = new ArrayList<Shape.Part>();
        for (var component : type.getRecordComponents()) {
            parts.add(part(type, component));
        }
        return new Shape.Parts(new RecordType(type), List.copyOf(parts));
    }

    private Shape.Part part(Class<?> type, RecordComponent component) {
        var doc = component.getAnnotation(Doc.class);
        return new Shape.Part(
                JsonName.ofComponent(component.getName()),
                doc == null ? "" : doc.value(),
                find(component.getAnnotatedType(), type.getSimpleName() + "." + component.getName()));
    }

    private Shape cases(Class<?> type, Marks marks) {
        var cases = new LinkedHashMap<String, Shape.Named>();
        addCases(type, cases, marks);
        return new Shape.Cases(Collections.unmodifiableMap(cases));
    }

    private void addCases(Class<?> type, Map<String, Shape.Named> cases, Marks marks) {
        for (var permitted : type.getPermittedSubclasses()) {
            if (permitted.isInterface()) {
                addCases(permitted, cases, marks);
            } else if (permitted.isRecord()) {
                refuseTag(permitted, marks);
                cases.put(JsonName.ofCase(permitted), reference(permitted, marks));
            } else {
                throw unknown(permitted, marks);
            }
        }
    }

    private static void refuseTag(Class<?> type, Marks marks) {
        for (var component : type.getRecordComponents()) {
            if (JsonName.ofComponent(component.getName()).equals(Shape.Cases.TAG)) {
                throw marks.wrong(type.getSimpleName() + "." + component.getName() + " is in the way of the field \""
                        + Shape.Cases.TAG + "\" that tells the cases apart; rename it");
            }
        }
    }

    private static IllegalArgumentException unknown(Class<?> type, Marks marks) {
        return marks.wrong("a " + type.getName() + " has no form in JSON here; use String, int, long, float, double,"
                + " boolean, byte[], an enum, a record or a sealed interface of records (both without type"
                + " parameters), and List, Map<String, …> and Optional of them");
    }
}
