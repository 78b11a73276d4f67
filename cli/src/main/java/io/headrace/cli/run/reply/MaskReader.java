package io.headrace.cli.run.reply;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads masks from the JSON text of nested lists: an innermost list is a row, a list of rows is a mask. A pixel belongs to
 * the mask when its number is above zero, be it a flag or log-odds (pipelines section 1.2). One thread.
 */
public final class MaskReader {

    /** Of all masks together: three of a picture of 8K. */
    static final int MAX_PIXELS = 100_000_000;

    private static final int MAX_DEPTH = 8;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final List<Mask> masks = new ArrayList<>();
    private BitSet pixels = new BitSet();
    private int read;
    private int before;
    private int row;
    private int width = -1;
    private int height;

    private MaskReader() {}

    /** @throws ReplyBroken when it is no list of masks of rows of one length */
    public static List<Mask> read(String json) throws ReplyBroken {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            return new MaskReader().masks(parser);
        } catch (JacksonException noJson) {
            throw new ReplyBroken("The masks are no JSON: " + noJson.getOriginalMessage(), noJson);
        }
    }

    private List<Mask> masks(JsonParser parser) throws ReplyBroken {
        int depth = 0;
        for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case START_ARRAY -> depth = within(depth + 1);
                case END_ARRAY -> {
                    depth--;
                    end();
                }
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> pixel(parser.getDoubleValue() > 0);
                case VALUE_TRUE, VALUE_FALSE -> pixel(token == JsonToken.VALUE_TRUE);
                default -> throw new ReplyBroken("The masks hold " + token + " where a number belongs");
            }
        }
        if (masks.isEmpty()) {
            throw new ReplyBroken("The answer has no masks");
        }
        return List.copyOf(masks);
    }

    private static int within(int depth) throws ReplyBroken {
        if (depth > MAX_DEPTH) {
            throw new ReplyBroken("The masks are lists within lists, more than " + MAX_DEPTH + " deep");
        }
        return depth;
    }

    private void pixel(boolean belongs) throws ReplyBroken {
        if (before + read >= MAX_PIXELS) {
            throw new ReplyBroken("The masks have more than " + MAX_PIXELS + " pixels");
        }
        pixels.set(read, belongs);
        read++;
        row++;
    }

    /** A list ended: a row, or else the mask of the rows before, or else a list of masks. */
    private void end() throws ReplyBroken {
        if (row > 0) {
            if (width >= 0 && width != row) {
                throw new ReplyBroken("The masks have rows of " + width + " and of " + row + " pixels");
            }
            width = row;
            height++;
            row = 0;
        } else if (height > 0) {
            masks.add(new Mask(width, height, pixels));
            pixels = new BitSet();
            before += read;
            read = 0;
            height = 0;
            width = -1;
        }
    }
}
