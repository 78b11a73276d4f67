package io.headrace.cli.run.request;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Places in a picture as they are typed, and as the JSON texts that a segmentation takes (pipelines section 1.2):
 * {@code 10,20;30,40} is {@code [[10,20],[30,40]]}.
 */
final class Numbers {

    /** More than anybody clicks. */
    static final int MAX_POINTS = 1_000;

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern LABEL = Pattern.compile("[01]");

    private Numbers() {}

    /** @return one JSON pair for each point */
    static List<String> points(String typed) {
        var points = Arrays.stream(typed.split(";", -1))
                .map(point -> list("--points", "x,y;x,y", point, 2, NUMBER))
                .toList();
        if (points.size() > MAX_POINTS) {
            throw new CommandFailed(
                    ExitCode.WRONG_USE, "--points has " + points.size() + " points; at most " + MAX_POINTS);
        }
        return points;
    }

    static String box(String typed) {
        return list("--box", "x1,y1,x2,y2", typed, 4, NUMBER);
    }

    /** @param points that there are */
    static String labels(String typed, int points) {
        return list("--labels", "a 1 or 0 for each of the " + points + " points, 1,0", typed, points, LABEL);
    }

    static String array(List<String> values) {
        return values.stream().collect(Collectors.joining(",", "[", "]"));
    }

    private static String list(String option, String wanted, String typed, int count, Pattern allowed) {
        var numbers = Arrays.stream(typed.split(",", -1)).map(String::strip).toList();
        if (numbers.size() != count
                || !numbers.stream().allMatch(number -> allowed.matcher(number).matches())) {
            throw new CommandFailed(ExitCode.WRONG_USE, option + " takes " + wanted + ", not \"" + typed + "\"");
        }
        return array(numbers);
    }
}
