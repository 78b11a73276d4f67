package io.headrace.inference.list;

import io.headrace.inference.RunnerAddress;
import io.headrace.inference.list.ModelEntry.Place;
import io.headrace.inference.source.ContainerRunner;
import io.headrace.pipeline.PipelineName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the operator's list of models (pipelines reference section 2.5): a JSON array of
 *
 * <pre>
 * pipeline, model_id      texts, required
 * url, token              texts: of a runner that runs elsewhere
 * warm                    true or false; false without
 * capacity                whole number; 1 without
 * optimization_flags      object of texts, truths and numbers
 * gateway                 text; "default" without
 * price_per_unit          number, the same in quotes, or with a currency: 12, "12", "0.5e-2USD"; zero is none
 * pixels_per_unit         whole number
 * currency                text: "", wei, eth, or another
 * </pre>
 *
 * Whole numbers may stand in quotes. A field that nobody knows is passed over with a warning; anything else that is wrong is
 * an {@link IllegalArgumentException} that names the file, the entry (from 1) and the field.
 */
public final class ModelList {

    private static final Logger LOG = LoggerFactory.getLogger(ModelList.class);
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_ENTRIES = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> KNOWN = Set.of(
            "pipeline",
            "model_id",
            "url",
            "token",
            "warm",
            "capacity",
            "optimization_flags",
            "gateway",
            "price_per_unit",
            "pixels_per_unit",
            "currency");
    private static final Pattern PRICE = Pattern.compile("([-+0-9.eE]+)\\s*([A-Za-z]{3,10})?");

    private ModelList() {}

    /**
     * @param units that a price buys where the list says nothing of it
     * @throws IllegalArgumentException also when the file cannot be read
     */
    public static List<ModelEntry> read(Path file, long units) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException(file + " is larger than a list of models can be: 1 MiB");
            }
            return parse(file.toString(), Files.readString(file), units);
        } catch (IOException failure) {
            throw new IllegalArgumentException("The list of models " + file + " cannot be read: " + failure, failure);
        }
    }

    static List<ModelEntry> parse(String file, String json, long units) {
        try {
            var list = JSON.readTree(json);
            if (!list.isArray() || list.isEmpty() || list.size() > MAX_ENTRIES) {
                throw new IllegalArgumentException(
                        file + " is no list of models: a JSON array of 1 to " + MAX_ENTRIES + " objects");
            }
            var entries = new ArrayList<ModelEntry>();
            for (var each : list) {
                var fields = new EntryFields(file, entries.size() + 1, each);
                if (!each.isObject()) {
                    throw fields.wrong("", "an entry is an object, not " + each);
                }
                entries.add(entry(fields, units));
                agreesWithEarlier(fields, entries);
            }
            return List.copyOf(entries);
        } catch (JacksonException garbage) {
            throw new IllegalArgumentException(
                    file + " is no JSON: " + garbage.getOriginalMessage() + " in line "
                            + garbage.getLocation().getLineNr(),
                    garbage);
        }
    }

    private static ModelEntry entry(EntryFields fields, long units) {
        for (var name : fields.unknown(KNOWN)) {
            LOG.warn("{}, entry {}: nobody knows the field \"{}\"", fields.file(), fields.number(), name);
        }
        return new ModelEntry(
                pipeline(fields),
                fields.text("model_id"),
                place(fields),
                fields.isTrue("warm"),
                (int) fields.whole("capacity", 1, ModelEntry.MOST_CAPACITY),
                flags(fields),
                price(fields, units),
                fields.text("gateway", "default"));
    }

    private static PipelineName pipeline(EntryFields fields) {
        try {
            return new PipelineName(fields.text("pipeline"));
        } catch (IllegalArgumentException wrong) {
            throw fields.wrong("pipeline", String.valueOf(wrong.getMessage()));
        }
    }

    private static Place place(EntryFields fields) {
        if (fields.text("url", "").isEmpty()) {
            if (fields.has("token")) {
                throw fields.wrong(
                        "token", "is for a runner with a \"url\"; those that are started here get their own");
            }
            return new Place.Managed();
        }
        try {
            return new Place.Elsewhere(new RunnerAddress(URI.create(fields.text("url")), fields.text("token", "")));
        } catch (IllegalArgumentException wrong) {
            throw fields.wrong("url", String.valueOf(wrong.getMessage()));
        }
    }

    private static Map<String, String> flags(EntryFields fields) {
        var field = "optimization_flags";
        var object = fields.node(field);
        if (fields.has(field) && !object.isObject()) {
            throw fields.wrong(field, "is " + object + ", not an object");
        }
        var flags = new HashMap<String, String>();
        for (var flag : object.properties()) {
            if (!ContainerRunner.isFlag(flag.getKey())) {
                throw fields.wrong(field, "\"" + flag.getKey() + "\" is no name of a flag: capitals, digits and '_'");
            }
            flags.put(
                    flag.getKey(),
                    EntryFields.scalarOf(flag.getValue())
                            .orElseThrow(() -> fields.wrong(
                                    field,
                                    flag.getKey() + " is " + flag.getValue() + ", not a text, truth or number")));
        }
        return flags;
    }

    private static ModelPrice price(EntryFields fields, long units) {
        var field = "price_per_unit";
        if (!fields.has(field)) {
            return new ModelPrice.Standard();
        }
        var said = PRICE.matcher(fields.scalar(field));
        if (!said.matches()) {
            throw fields.wrong(field, "is " + fields.node(field) + ", not a price: 12, \"12\" or \"0.5e-2USD\"");
        }
        var amount = fields.decimal(field, said.group(1));
        if (amount.signum() < 0) {
            throw fields.wrong(field, "is below zero: " + amount);
        }
        var bought = fields.whole("pixels_per_unit", units, Long.MAX_VALUE);
        var currency = currency(fields, said.group(2) == null ? "" : said.group(2));
        return amount.signum() == 0 ? new ModelPrice.Standard() : new ModelPrice.Named(amount, bought, currency);
    }

    private static String currency(EntryFields fields, String suffix) {
        var named = fields.text("currency", "");
        if (!suffix.isEmpty() && !named.isEmpty() && !suffix.equalsIgnoreCase(named)) {
            throw fields.wrong("currency", "is " + named + ", while the price is in " + suffix);
        }
        return named.isEmpty() ? suffix : named;
    }

    /** The same model may stand in several entries, which add up; they cannot be warm and cold at once. */
    private static void agreesWithEarlier(EntryFields fields, List<ModelEntry> entries) {
        var last = entries.getLast();
        int earlier = 1;
        for (var entry : entries) {
            if (entry.isOfSameModel(last) && entry.warm() != last.warm()) {
                throw fields.wrong(
                        "warm", "is " + last.warm() + ", but entry " + earlier + " of the same model says otherwise");
            }
            earlier++;
        }
    }
}
