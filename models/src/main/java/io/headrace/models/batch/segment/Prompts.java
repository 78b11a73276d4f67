package io.headrace.models.batch.segment;

import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where an object is, as a request says it in texts that hold JSON (pipelines reference section 1.2):
 *
 * <pre>
 * point_coords  [[x, y] …]        point_labels  [1 | 0 …]  1 for the object, 0 for what is not
 * box           [x1, y1, x2, y2]  mask_input    [[[256 numbers] 256 times]], above 0 for the object
 * </pre>
 *
 * @param points in parts of the picture's sides, 0 to 1, as the box is
 * @param mask row by row, {@value #MASK_SIDE} by {@value #MASK_SIDE}; shared, not copied
 */
record Prompts(List<Point> points, Optional<Box> box, Optional<Mask> mask) {

    static final int MASK_SIDE = 256;

    private static final int MAX_POINTS = 256;
    private static final JsonMapper JSON = JsonMapper.shared();

    Prompts {
        points = List.copyOf(points);
    }

    record Point(double x, double y, boolean foreground) {}

    record Box(double left, double top, double right, double bottom) {}

    /** Numbers above 0 where the object is thought to be. */
    @FunctionalInterface
    interface Mask {
        float at(int x, int y);
    }

    /**
     * @param width of the picture in pixels
     * @throws RequestRefused for what is malformed, lies outside of the picture, or says nothing at all
     */
    static Prompts of(Form form, int width, int height) throws RequestRefused {
        boolean inPixels = form.flag("normalize_coords", true);
        var scale = new Scale(inPixels ? width : 1, inPixels ? height : 1);
        var prompts = new Prompts(points(form, scale), box(form, scale), mask(form));
        if (prompts.box().isEmpty()
                && prompts.mask().isEmpty()
                && prompts.points().stream().noneMatch(Point::foreground)) {
            throw RequestRefused.badValue(
                    "Say where the object is: by a box, by mask_input, or by point_coords with a point_labels of 1.");
        }
        return prompts;
    }

    /** What coordinates are divided by. */
    private record Scale(double width, double height) {
        double x(String field, JsonNode value) throws RequestRefused {
            return part(field, value, width);
        }

        double y(String field, JsonNode value) throws RequestRefused {
            return part(field, value, height);
        }

        private static double part(String field, JsonNode value, double whole) throws RequestRefused {
            double part = value.isNumber() ? value.asDouble(Double.NaN) / whole : Double.NaN;
            if (!(part >= 0 && part <= 1)) {
                throw malformed(
                        field, "has " + Form.shown(value.toString()) + ", which is no coordinate of 0 to " + whole);
            }
            return part;
        }
    }

    private static List<Point> points(Form form, Scale scale) throws RequestRefused {
        var coordinates = array(form, "point_coords");
        var labels = array(form, "point_labels");
        if (coordinates.size() != labels.size() || coordinates.size() > MAX_POINTS) {
            throw malformed(
                    "point_coords",
                    "has " + coordinates.size() + " points and point_labels " + labels.size()
                            + " labels; as many of both, and at most " + MAX_POINTS);
        }
        var points = new ArrayList<Point>();
        for (int i = 0; i < coordinates.size(); i++) {
            var pair = coordinates.get(i);
            var label = labels.get(i);
            if (!pair.isArray() || pair.size() != 2) {
                throw malformed("point_coords", "has " + Form.shown(pair.toString()) + ", which is no pair of numbers");
            }
            if (!label.isNumber() || (label.asDouble(-1) != 0 && label.asDouble(-1) != 1)) {
                throw malformed("point_labels", "has " + Form.shown(label.toString()) + "; 1 and 0 are known");
            }
            points.add(new Point(
                    scale.x("point_coords", pair.get(0)),
                    scale.y("point_coords", pair.get(1)),
                    label.asDouble(-1) == 1));
        }
        return points;
    }

    private static Optional<Box> box(Form form, Scale scale) throws RequestRefused {
        var array = array(form, "box");
        if (array.isEmpty()) {
            return Optional.empty();
        }
        var corners = array.size() == 1 && array.get(0).isArray() ? array.get(0) : array;
        if (corners.size() != 4) {
            throw malformed("box", "has " + corners.size() + " numbers; x1, y1, x2 and y2 are wanted");
        }
        var box = new Box(
                scale.x("box", corners.get(0)),
                scale.y("box", corners.get(1)),
                scale.x("box", corners.get(2)),
                scale.y("box", corners.get(3)));
        if (box.left() >= box.right() || box.top() >= box.bottom()) {
            throw malformed("box", "is empty: x1 is less than x2 and y1 less than y2");
        }
        return Optional.of(box);
    }

    private static Optional<Mask> mask(Form form) throws RequestRefused {
        var array = array(form, "mask_input");
        if (array.isEmpty()) {
            return Optional.empty();
        }
        var rows = array.size() == 1 ? array.get(0) : array;
        float[] mask = new float[MASK_SIDE * MASK_SIDE];
        for (int i = 0; i < mask.length; i++) {
            var row = rows.path(i / MASK_SIDE);
            var value = row.path(i % MASK_SIDE);
            if (!value.isNumber() || row.size() != MASK_SIDE || rows.size() != MASK_SIDE) {
                throw malformed("mask_input", "is not 1 x " + MASK_SIDE + " x " + MASK_SIDE + " numbers");
            }
            mask[i] = (float) value.asDouble(0);
        }
        return Optional.of((x, y) -> mask[y * MASK_SIDE + x]);
    }

    /** Empty when the field is not there. */
    private static JsonNode array(Form form, String field) throws RequestRefused {
        var text = form.text(field);
        try {
            var value = text.isPresent() ? JSON.readTree(text.get()) : JSON.createArrayNode();
            if (value.isArray() || value.isNull()) {
                return value.isNull() ? JSON.createArrayNode() : value;
            }
        } catch (JacksonException notJson) {
            // As wrong as JSON of another shape.
        }
        throw malformed(field, "is " + Form.shown(text.orElse("")) + ", which is no JSON array");
    }

    private static RequestRefused malformed(String field, String what) {
        return RequestRefused.badValue(field + " " + what + ".");
    }
}
