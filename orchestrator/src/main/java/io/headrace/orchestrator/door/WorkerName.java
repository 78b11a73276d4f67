package io.headrace.orchestrator.door;

import io.headrace.admission.Worker;
import java.util.Optional;

/** What a worker says of itself, if it can be believed to be a name and a process. */
public final class WorkerName {

    private static final int MAX_LENGTH = 128;

    private WorkerName() {}

    /** Empty when either is missing or cannot be meant. */
    public static Optional<Worker> of(Optional<String> name, Optional<String> pid) {
        return name.filter(WorkerName::readable)
                .flatMap(text -> pid.flatMap(WorkerName::number).map(number -> new Worker(text, number)));
    }

    private static boolean readable(String name) {
        return !name.isBlank()
                && name.length() <= MAX_LENGTH
                && name.chars().allMatch(character -> character >= ' ' && character <= '~');
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text)).filter(pid -> pid >= 0);
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
