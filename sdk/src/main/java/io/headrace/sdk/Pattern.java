package io.headrace.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A text that matches as a whole. Keep to what the regular expressions of Java and of ECMAScript have in common, for the
 * schema repeats it; and limit the text by a {@link Size}, which is checked first.
 */
@Documented
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Pattern {
    String value();
}
