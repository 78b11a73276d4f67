package io.headrace.benchmarks;

import io.headrace.benchmarks.live.LiveSoak;
import io.headrace.benchmarks.live.SwapBench;
import io.headrace.benchmarks.requests.RequestBench;
import java.util.Arrays;

/** Runs one benchmark by its name: {@code ./headrace bench NAME}. Each prints lines for people and one line of JSON. */
public final class Bench {

    private static final String NAMES =
            "tickets, transcode, dispatch, node, rtmp, verify, viewers, redeem, trickle, requests, swap, live-soak";

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            System.err.println("Which one? " + NAMES);
            System.exit(2);
        }
        var rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        switch (arguments[0]) {
            case "tickets" -> TicketBench.main(rest);
            case "transcode" -> TranscodeBench.main(rest);
            case "dispatch" -> DispatchBench.main(rest);
            case "node" -> NodeBench.main(rest);
            case "rtmp" -> RtmpBench.main(rest);
            case "verify" -> VerifyBench.main(rest);
            case "viewers" -> ViewersBench.main(rest);
            case "redeem" -> RedeemBench.main(rest);
            case "trickle" -> TrickleBench.main(rest);
            case "requests" -> RequestBench.main(rest);
            case "swap" -> SwapBench.main(rest);
            case "live-soak" -> LiveSoak.main(rest);
            default -> {
                System.err.println("No benchmark is called " + arguments[0] + ": " + NAMES);
                System.exit(2);
            }
        }
    }
}
