package io.headrace.benchmarks.soak;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Who dies next: first the kind, each as likely as the other, then one of it. The same seed chooses the same way. */
record VictimChoice(Set<NetworkProcess.Kind> targets, RandomGenerator chance) {

    VictimChoice {
        targets = Set.copyOf(targets);
    }

    /** Empty when nobody who may be chosen lives. */
    Optional<NetworkProcess> choose(Collection<NetworkProcess> living) {
        var kinds = living.stream()
                .map(NetworkProcess::kind)
                .filter(targets::contains)
                .distinct()
                .sorted()
                .toList();
        return one(kinds)
                .flatMap(kind -> one(living.stream()
                        .filter(each -> each.kind() == kind)
                        .sorted(Comparator.comparing(NetworkProcess::name).thenComparingLong(NetworkProcess::pid))
                        .toList()));
    }

    private <T> Optional<T> one(List<T> of) {
        return of.isEmpty() ? Optional.empty() : Optional.of(of.get(chance.nextInt(of.size())));
    }
}
