package io.headrace.sdk.shape;

import java.util.Locale;
import java.util.regex.Pattern;

/** How names of Java are spelled in the network. */
final class JsonName {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private JsonName() {}

    /** {@code maxWords} is {@code max_words}. */
    static String ofComponent(String name) {
        return HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /** {@code LIGHT_BLUE} is {@code light-blue}. */
    static String ofConstant(Enum<?> constant) {
        return constant.name().replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** {@code LightBlue} is {@code light-blue}. */
    static String ofCase(Class<?> type) {
        return HUMP.matcher(type.getSimpleName()).replaceAll("-").toLowerCase(Locale.ROOT);
    }
}
