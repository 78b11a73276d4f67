package io.headrace.node.role;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which models an orchestrator or a worker computes with runners of its own.
 *
 * @param live of live video
 * @param batch of requests
 * @param local whether everybody who may ask is on this machine
 * @param cards ids of the graphics cards that containers may use
 * @param environment of the process, which may name the container engine by {@code DOCKER_HOST}
 */
public record ModelSettings(
        LiveModels live, BatchModels batch, boolean local, List<String> cards, Map<String, String> environment) {

    public static final ModelSettings NONE = of(LiveModels.NONE, BatchModels.NONE);

    public ModelSettings {
        cards = List.copyOf(cards);
        environment = Map.copyOf(environment);
    }

    /** Of a network of one machine. */
    public static ModelSettings of(LiveModels live, BatchModels batch) {
        return new ModelSettings(live, batch, true, List.of(), Map.of());
    }

    /**
     * And the prices of models that workers on other machines compute.
     *
     * @throws IllegalArgumentException when the list cannot be read; the message names the entry
     */
    public ModelSettings pricedBy(Path list) {
        return new ModelSettings(live, batch.pricedBy(list), local, cards, environment);
    }

    public boolean isNothing() {
        return live.names().isEmpty() && batch.isNothing();
    }

    /**
     * Where requests are computed.
     *
     * @param name of the node
     * @param natives where they are unpacked once; models lie beside them, unless the operator has a directory of them
     */
    BatchFloor.Site site(String name, Path natives) {
        var weights = batch.directory().orElseGet(() -> natives.resolveSibling("models"));
        return new BatchFloor.Site(natives, weights, creator(name, natives), cards, local, environment);
    }

    /** The same after a restart, and another for a node of the same name elsewhere on this machine. */
    private static String creator(String name, Path natives) {
        var place = Integer.toHexString(natives.toAbsolutePath().toString().hashCode());
        return "headrace-" + name.replaceAll("[^A-Za-z0-9._-]", "-") + "-" + place;
    }

    /** The same as words of the command line of a node of its own, which does not know how far it can be reached. */
    public List<String> words() {
        var words = new ArrayList<>(live.words());
        words.addAll(batch.words());
        if (local && !batch.allowDemo() && !batch.isNothing()) {
            words.add("--allow-demo-models");
        }
        return words;
    }
}
