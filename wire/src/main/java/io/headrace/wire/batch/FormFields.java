package io.headrace.wire.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The texts of a form, in their order. Of two with one name, the first counts, as existing nodes read them. Immutable. */
public record FormFields(List<Field> fields) {

    public static final FormFields NONE = new FormFields(List.of());

    /** More than any pipeline has. */
    public static final int MAX_FIELDS = 100;

    /** Characters of one text: a mask of a picture is one. */
    public static final int MAX_TEXT = 4_194_304;

    /** One text of the form. */
    public record Field(String name, String text) {
        public Field {
            if (name.isEmpty() || name.length() > 128 || text.length() > MAX_TEXT) {
                throw new IllegalArgumentException("A field of a form with a name of " + name.length()
                        + " and a text of " + text.length() + " characters; at most 128 and " + MAX_TEXT + " are read");
            }
        }
    }

    public FormFields {
        fields = List.copyOf(fields);
        if (fields.size() > MAX_FIELDS) {
            throw new IllegalArgumentException(
                    "A form of " + fields.size() + " fields; at most " + MAX_FIELDS + " are read");
        }
    }

    public Optional<String> text(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::text)
                .findFirst();
    }

    /** In the place of the field of this name, or at the end. */
    public FormFields with(String name, String text) {
        var changed = new ArrayList<Field>();
        boolean there = false;
        for (var field : fields) {
            if (!field.name().equals(name)) {
                changed.add(field);
            } else if (!there) {
                changed.add(new Field(name, text));
                there = true;
            }
        }
        if (!there) {
            changed.add(new Field(name, text));
        }
        return new FormFields(changed);
    }

    public FormFields without(String name) {
        return new FormFields(
                fields.stream().filter(field -> !field.name().equals(name)).toList());
    }

    /** These first, in this order, then the others as they came. */
    FormFields ordered(List<String> names) {
        return new FormFields(fields.stream()
                .sorted(Comparator.comparingInt(field -> {
                    int at = names.indexOf(field.name());
                    return at < 0 ? names.size() : at;
                }))
                .toList());
    }
}
