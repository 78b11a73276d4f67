package io.headrace.models.batch.filter;

import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.frame.FramePipeline;
import io.headrace.models.frame.FrameTransform;
import io.headrace.models.frame.Parameter;
import io.headrace.models.frame.ParametersRefused;
import io.headrace.models.frame.filter.Filters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * The filters of live video, found by a prompt: it has to name exactly one, as a word of its own ("cartoon, please"). The looks of
 * the filter {@code lut} have their names besides. Any other prompt is refused, since a filter that guesses what is wanted would
 * pass for a model that understands.
 */
final class PromptedFilters {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String BY_LOOK = "lut";
    private static final String LOOK = "look";

    /** What a name stands for. */
    private record Named(FramePipeline filter, Map<String, Object> parameters) {}

    private final Map<String, Named> byName = new LinkedHashMap<>();

    PromptedFilters() {
        for (var filter : Filters.single()) {
            if (filter.model().equals(BY_LOOK)) {
                looks(filter).forEach(look -> byName.put(look, new Named(filter, Map.of(LOOK, look))));
            } else {
                byName.put(filter.model(), new Named(filter, Map.of()));
            }
        }
    }

    private static List<String> looks(FramePipeline lut) {
        return lut.parameters().stream()
                .filter(Parameter.Choice.class::isInstance)
                .map(Parameter.Choice.class::cast)
                .filter(choice -> choice.name().equals(LOOK))
                .findFirst()
                .orElseThrow()
                .choices();
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /**
     * @param strength 0 leaves pictures as they are, 1 shows the result alone
     * @return to be closed by the caller
     */
    FrameTransform open(String prompt, double strength) throws RequestRefused {
        var meant = byName.get(name(prompt));
        if (meant == null) {
            throw new IllegalStateException("A filter lost its name");
        }
        var parameters = new LinkedHashMap<>(meant.parameters());
        parameters.put("strength", strength);
        try {
            return meant.filter().open(JSON.writeValueAsString(parameters));
        } catch (ParametersRefused e) {
            throw RequestRefused.badValue(String.valueOf(e.getMessage()));
        }
    }

    private String name(String prompt) throws RequestRefused {
        var words = prompt.toLowerCase(Locale.ROOT);
        var found = byName.keySet().stream()
                .filter(name -> Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])")
                        .matcher(words)
                        .find())
                .toList();
        if (found.size() != 1) {
            throw RequestRefused.badValue(
                    "prompt is " + Form.shown(prompt) + "; this model is a set of filters and wants the name of one: "
                            + String.join(", ", names()) + ".");
        }
        return found.getFirst();
    }
}
