package io.headrace.models.frame;

import java.util.List;

/** One thing that may be set on a pipeline: read from JSON by {@link Parameters}, told to people in words. */
public sealed interface Parameter {

    /** In the JSON of parameters. */
    String name();

    /** The values that it takes, such as {@code 0..1}. */
    String values();

    /** The value when it is not said. */
    String usually();

    /** A sentence. */
    String meaning();

    /** A number between two others, both included. */
    record Numeric(String name, double min, double max, double usual, String meaning) implements Parameter {
        public Numeric {
            if (!(min <= usual && usual <= max)) {
                throw new IllegalArgumentException(name + ": " + usual + " is not in " + min + ".." + max);
            }
        }

        @Override
        public String values() {
            return shown(min) + ".." + shown(max);
        }

        @Override
        public String usually() {
            return shown(usual);
        }

        static String shown(double value) {
            return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        }
    }

    /** One of some words. */
    record Choice(String name, List<String> choices, String usual, String meaning) implements Parameter {
        public Choice {
            choices = List.copyOf(choices);
            if (!choices.contains(usual)) {
                throw new IllegalArgumentException(name + ": " + usual + " is none of " + choices);
            }
        }

        @Override
        public String values() {
            return String.join(", ", choices);
        }

        @Override
        public String usually() {
            return usual;
        }
    }

    /** Text, up to so many characters; nothing unless it is said. */
    record Text(String name, int maxLength, String meaning) implements Parameter {
        @Override
        public String values() {
            return "text of at most " + maxLength + " characters";
        }

        @Override
        public String usually() {
            return "none";
        }
    }

    /** JSON that the pipeline reads by itself; nothing unless it is said. */
    record Structure(String name, String values, String meaning) implements Parameter {
        @Override
        public String usually() {
            return "none";
        }
    }
}
