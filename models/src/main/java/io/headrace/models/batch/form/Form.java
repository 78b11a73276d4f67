package io.headrace.models.batch.form;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fields and files of one request. Fields that nobody asks for are passed over, as the network's runners do; an empty value
 * of a number or a flag counts as absent. Immutable.
 *
 * @param fields by name; the last one wins
 * @param files in their order
 */
public record Form(Map<String, String> fields, List<Upload> files) {

    private static final int MAX_SHOWN = 80;
    private static final int MAX_NUMBER = 40;
    private static final double MAX_SEED = 0xffff_ffffL;

    public Form {
        fields = Map.copyOf(fields);
        files = List.copyOf(files);
    }

    /** Empty when it is not there, or has nothing in it. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
    }

    /** @param maxLength in characters */
    public Optional<String> text(String name, int maxLength) throws RequestRefused {
        var value = text(name);
        if (value.isPresent() && value.get().length() > maxLength) {
            throw RequestRefused.badValue(name + " has at most " + maxLength + " characters; got "
                    + value.get().length() + ".");
        }
        return value;
    }

    /** @throws RequestRefused for a field that is missing, empty or too long */
    public String required(String name, int maxLength) throws RequestRefused {
        return text(name, maxLength).orElseThrow(() -> RequestRefused.wrongField(name + " is missing."));
    }

    public int whole(String name, int usual, int min, int max) throws RequestRefused {
        double value = number(name, usual, min, max);
        if (value != Math.rint(value)) {
            throw wrong(name, "a whole number");
        }
        return (int) value;
    }

    /** A seed of 0 to 2^32 - 1. */
    public long seed(String name, long usual) throws RequestRefused {
        double value = number(name, (double) usual, 0, MAX_SEED);
        if (value != Math.rint(value)) {
            throw wrong(name, "a whole number");
        }
        return (long) value;
    }

    public double number(String name, double usual, double min, double max) throws RequestRefused {
        var text = text(name);
        if (text.isEmpty()) {
            return usual;
        }
        double value = parsed(name, text.get());
        if (!(value >= min && value <= max)) {
            throw RequestRefused.badValue(
                    name + " is " + plain(min) + " to " + plain(max) + "; got " + shown(text.get()) + ".");
        }
        return value;
    }

    private double parsed(String name, String text) throws RequestRefused {
        try {
            if (text.length() <= MAX_NUMBER) {
                return Double.parseDouble(text);
            }
        } catch (NumberFormatException malformed) {
            // As wrong as one that is too long.
        }
        throw wrong(name, "a number");
    }

    public boolean flag(String name, boolean usual) throws RequestRefused {
        return switch (text(name).orElse(Boolean.toString(usual)).toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw wrong(name, "true or false");
        };
    }

    private RequestRefused wrong(String name, String wanted) {
        return RequestRefused.wrongField(
                name + " is " + wanted + "; got " + shown(fields.getOrDefault(name, "")) + ".");
    }

    /** The one file of that name. */
    public Upload file(String name) throws RequestRefused {
        var found = files(name);
        if (found.size() != 1) {
            throw RequestRefused.wrongField(name + " is one file; got " + found.size()
                    + ". Send it as a part of multipart/form-data" + " with a file name.");
        }
        return found.getFirst();
    }

    /** All files of that name, in their order. */
    public List<Upload> files(String name) {
        return files.stream().filter(file -> file.field().equals(name)).toList();
    }

    /** A value of a stranger's, short enough for a message. */
    public static String shown(String value) {
        return value.length() <= MAX_SHOWN ? '"' + value + '"' : '"' + value.substring(0, MAX_SHOWN) + "…\"";
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
