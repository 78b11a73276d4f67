package io.headrace.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a benchmark found, for programs.
 *
 * @param name as it is called by {@code headrace bench}, or begins with that
 * @param goal empty where none was set
 * @param against what else was measured in the same run, by name with unit; what is no number is left out
 */
public record Figure(String name, double figure, String unit, OptionalDouble goal, Map<String, Double> against) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final double THOUSANDTHS = 1000;

    public Figure {
        if (!Double.isFinite(figure)) {
            throw new IllegalArgumentException("Nothing was measured for " + name + ": " + figure);
        }
        against = new LinkedHashMap<>(against);
        against.values().removeIf(number -> !Double.isFinite(number));
    }

    /** One line on standard output. */
    public void print(String command) {
        System.out.println(json(command, Commit.ofProgram()));
    }

    /**
     * One line of JSON; numbers have three decimals.
     *
     * @param commit empty where it is not known
     */
    String json(String command, String commit) {
        var document = new LinkedHashMap<String, Object>();
        document.put("name", name);
        document.put("figure", rounded(figure));
        document.put("unit", unit);
        goal.ifPresent(number -> document.put("goal", number));
        var others = new LinkedHashMap<String, Double>();
        against.forEach((what, number) -> others.put(what, rounded(number)));
        document.put("against", others);
        document.put("command", "headrace bench " + command);
        document.put("commit", commit);
        return JSON.writeValueAsString(document);
    }

    private static double rounded(double number) {
        return Math.round(number * THOUSANDTHS) / THOUSANDTHS;
    }
}
