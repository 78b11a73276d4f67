package io.headrace.gateway.discovery;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Asks the same of many, a bounded number at once, each on a virtual thread of its own. */
final class ManyAtOnce {

    private static final int AT_ONCE = 16;

    private ManyAtOnce() {}

    /** The answers in the order of the questions; returns when the last one is there. */
    static <T, R> List<R> map(List<T> all, Function<T, R> question) {
        var places = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = all.stream()
                    .map(each -> CompletableFuture.supplyAsync(() -> within(places, each, question), threads))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }

    private static <T, R> R within(Semaphore places, T each, Function<T, R> question) {
        places.acquireUninterruptibly();
        try {
            return question.apply(each);
        } finally {
            places.release();
        }
    }
}
