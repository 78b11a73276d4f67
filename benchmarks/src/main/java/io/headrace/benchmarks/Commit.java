package io.headrace.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;

/** Which state of the source a figure belongs to. */
public final class Commit {

    private Commit() {}

    /** Of the checkout that the running program was built in; empty when there is none, or no git. */
    public static String ofProgram() {
        return of(Path.of(System.getProperty("headrace.home", "")));
    }

    static String of(Path folder) {
        try {
            var git = new ProcessBuilder("git", "-C", folder.toAbsolutePath().toString(), "rev-parse", "HEAD")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var answer = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
            return git.waitFor() == 0 ? answer : "";
        } catch (IOException noGit) {
            return "";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
