package io.headrace.cli.run.reply;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a whole answer. Its caller bounds it; masks of a large picture are tens of megabytes. */
public final class ReplyReader {

    private static final int MAX_TEXT = 256 << 20;
    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(MAX_TEXT).build())
            .build());

    private ReplyReader() {}

    /** @throws ReplyBroken when it is no answer of a pipeline, or breaks off */
    public static Reply read(InputStream answer) throws IOException {
        try {
            return of(JSON.readTree(answer));
        } catch (JacksonException foreign) {
            throw new ReplyBroken("The answer breaks off, or is no JSON: " + foreign.getOriginalMessage(), foreign);
        }
    }

    static Reply of(JsonNode document) throws ReplyBroken {
        if (!document.isObject()) {
            throw new ReplyBroken("The answer breaks off, or is no JSON object");
        }
        if (document.path("images").isArray()) {
            return images(document.path("images"));
        }
        if (document.path("audio").isObject()) {
            return recording(document.path("audio"));
        }
        if (document.path("masks").isString()) {
            return new Reply.Masks(
                    document.path("masks").asString(""), document.path("scores").asString("[]"));
        }
        if (document.path("choices").isArray()) {
            return chat(document);
        }
        if (document.path("text").isString()) {
            return new Reply.Words(document.path("text").asString(""), document.path("chunks"));
        }
        return new Reply.Other(document);
    }

    private static Reply images(JsonNode images) throws ReplyBroken {
        var items = new ArrayList<Reply.Item>();
        for (var image : images) {
            var seed = image.path("seed").isIntegralNumber()
                    ? OptionalLong.of(image.path("seed").asLong())
                    : OptionalLong.empty();
            items.add(new Reply.Item(url(image), seed, image.path("nsfw").asBoolean(false), ".png"));
        }
        if (items.isEmpty()) {
            throw new ReplyBroken("The answer is a list without a single picture");
        }
        return new Reply.Files(items);
    }

    private static Reply recording(JsonNode audio) throws ReplyBroken {
        var item = new Reply.Item(url(audio), OptionalLong.empty(), false, ".wav");
        return new Reply.Files(List.of(item));
    }

    private static String url(JsonNode file) throws ReplyBroken {
        var url = file.path("url").asString("");
        if (url.isEmpty()) {
            throw new ReplyBroken("The answer has a file without an address");
        }
        return url;
    }

    private static Reply chat(JsonNode document) throws ReplyBroken {
        var content = document.path("choices").path(0).path("message").path("content");
        if (!content.isString()) {
            throw new ReplyBroken("The answer is a chat without a message");
        }
        return new Reply.Chat(content.asString(""), ChatWords.tokens(document));
    }
}
