package io.headrace.cli.run.request;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What a person gave a pipeline to work on, as it was typed.
 *
 * @param images pictures in their order; one for most pipelines
 * @param texts by the option that gave them; texts of files and of standard input have been read
 * @param model empty for the network's default
 * @param parameters whatever else the request has, by its field's name
 */
public record Inputs(
        List<Path> images,
        Optional<Path> video,
        Optional<Path> audio,
        Texts texts,
        Optional<String> model,
        SequencedMap<String, String> parameters) {

    /**
     * What is given as text.
     *
     * @param points {@code x,y;x,y}
     * @param labels of the points, {@code 1,0}
     * @param box {@code x1,y1,x2,y2}
     */
    public record Texts(
            Optional<String> prompt,
            Optional<String> text,
            Optional<String> points,
            Optional<String> labels,
            Optional<String> box) {

        public static final Texts NONE =
                new Texts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Inputs {
        images = List.copyOf(images);
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }

    /** The files, each with the field of a form that it goes into. */
    List<Map.Entry<String, Path>> files() {
        var files = new ArrayList<Map.Entry<String, Path>>();
        images.forEach(image -> files.add(Map.entry("image", image)));
        video.ifPresent(file -> files.add(Map.entry("video", file)));
        audio.ifPresent(file -> files.add(Map.entry("audio", file)));
        return files;
    }

    /** The file that results are named after; empty when none was given. */
    public Optional<Path> source() {
        return files().stream().map(Map.Entry::getValue).findFirst();
    }

    Set<Input> given() {
        var given = EnumSet.noneOf(Input.class);
        addIf(given, !images.isEmpty(), Input.IMAGE);
        addIf(given, video.isPresent(), Input.VIDEO);
        addIf(given, audio.isPresent(), Input.AUDIO);
        addIf(given, texts.prompt().isPresent(), Input.PROMPT);
        addIf(given, texts.text().isPresent(), Input.TEXT);
        addIf(given, texts.points().isPresent(), Input.POINTS);
        addIf(given, texts.labels().isPresent(), Input.LABELS);
        addIf(given, texts.box().isPresent(), Input.BOX);
        return given;
    }

    private static void addIf(Set<Input> given, boolean isThere, Input input) {
        if (isThere) {
            given.add(input);
        }
    }
}
