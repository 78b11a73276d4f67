package io.headrace.sdk.shape;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** A record that values are made of and taken apart, also one that only its own package sees. */
final class RecordType {
    private final Class<?> type;
    private final Constructor<?> constructor;
    private final List<Method> accessors;

    RecordType(Class<?> type) {
        this.type = type;
        var components = type.getRecordComponents();
        try {
            this.constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("A record without its constructor: " + type, impossible);
        }
        this.accessors =
                Arrays.stream(components).map(RecordComponent::getAccessor).toList();
        constructor.setAccessible(true);
        accessors.forEach(accessor -> accessor.setAccessible(true));
    }

    /** @throws IllegalArgumentException when the record's own constructor refuses these values */
    Object make(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw rethrown(refused);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("Cannot make a " + type, impossible);
        }
    }

    /** @throws IllegalStateException when it is null, which no JSON stands for */
    Object part(Object made, int index) {
        var accessor = accessors.get(index);
        Object value;
        try {
            value = accessor.invoke(made);
        } catch (InvocationTargetException refused) {
            throw rethrown(refused);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("Cannot take apart a " + type, impossible);
        }
        if (value == null) {
            throw new IllegalStateException(
                    type.getSimpleName() + "." + accessor.getName() + " is null; what may be missing is an Optional");
        }
        return value;
    }

    private static RuntimeException rethrown(InvocationTargetException thrown) {
        return switch (thrown.getCause()) {
            case RuntimeException ours -> ours;
            case Error grave -> throw grave;
            case null, default -> new IllegalStateException(thrown);
        };
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }
}
