package io.headrace.inference.container;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a container engine said, fit for a sentence: {@code Status 404: {"message":"no such image"}} is "no such image". */
final class EngineWords {

    private static final int MOST = 300;

    private EngineWords() {}

    static String of(@Nullable String message) {
        var text = Objects.requireNonNullElse(message, "no reason given");
        var told = told(text.substring(Math.max(0, text.indexOf('{'))));
        var plain = (told.isBlank() ? text : told)
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return plain.length() > MOST ? plain.substring(0, MOST) + "…" : plain;
    }

    private static String told(String json) {
        try {
            return JsonMapper.shared().readTree(json).path("message").asString("");
        } catch (JacksonException otherText) {
            return "";
        }
    }
}
