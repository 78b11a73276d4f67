package io.headrace.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.cli.run.reply.MaskPictures;
import io.headrace.cli.run.reply.MaskReader;
import io.headrace.cli.run.reply.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Brings a result to where it shall be: files to files, words to a file if one was named, masks to pictures. */
final class ResultKeeper {

    private static final JsonMapper JSON = new JsonMapper();

    private final Download download;
    private final Destination destination;
    private final Optional<Path> source;

    /** @param source the file that was asked about */
    ResultKeeper(Download download, Destination destination, Optional<Path> source) {
        this.download = download;
        this.destination = destination;
        this.source = source;
    }

    Result keep(Reply reply) throws IOException, InterruptedException {
        return switch (reply) {
            case Reply.Files(var files) -> new Result(fetched(files), Optional.empty(), JSON.createObjectNode());
            case Reply.Words(var text, var chunks) -> words(text, with("chunks", chunks));
            case Reply.Chat(var text, var tokens) -> words(text, tokens(tokens));
            case Reply.Masks masks -> masks(masks);
            case Reply.Other(var document) -> words(document.toPrettyString(), with("reply", document));
        };
    }

    static ObjectNode tokens(OptionalLong tokens) {
        var more = JSON.createObjectNode();
        tokens.ifPresent(count -> more.put("tokens", count));
        return more;
    }

    private static ObjectNode with(String name, JsonNode value) {
        var more = JSON.createObjectNode();
        return value.isMissingNode() ? more : more.set(name, value);
    }

    private List<Saved> fetched(List<Reply.Item> files) throws IOException, InterruptedException {
        var saved = new ArrayList<Saved>();
        for (var file : files) {
            saved.add(download.file(file, saved.size() + 1, files));
        }
        return saved;
    }

    private Result words(String text, ObjectNode more) throws IOException, InterruptedException {
        if (destination.file().isEmpty()) {
            return new Result(List.of(), Optional.of(text), more);
        }
        var saved = download.write(destination.only(".txt"), out -> out.write((text + "\n").getBytes(UTF_8)));
        return new Result(List.of(saved), Optional.empty(), more.put("text", text));
    }

    /** The best mask over the picture first, if the picture can be decoded; then each mask. */
    private Result masks(Reply.Masks reply) throws IOException, InterruptedException {
        var masks = MaskReader.read(reply.masks());
        var saved = new ArrayList<Saved>();
        var overlay = source.isPresent()
                ? MaskPictures.overlay(source.get(), masks.getFirst())
                : Optional.<java.awt.image.BufferedImage>empty();
        if (overlay.isPresent()) {
            saved.add(download.write(destination.only(".png"), out -> ImageIO.write(overlay.get(), "png", out)));
        }
        for (var mask : masks) {
            var target = destination.part("mask-" + (masks.indexOf(mask) + 1), ".png");
            saved.add(download.write(target, out -> MaskPictures.write(mask, out)));
        }
        return new Result(saved, Optional.empty(), with("scores", JSON.readTree(reply.scores())));
    }
}
