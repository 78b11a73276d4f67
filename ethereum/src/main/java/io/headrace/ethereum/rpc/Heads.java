package io.headrace.ethereum.rpc;

import java.util.Comparator;
import java.util.List;

/** Which of several endpoints' heads the others are measured by. */
final class Heads {

    private Heads() {}

    /**
     * The highest head; of three or more the second highest, so that one endpoint that invents blocks does not make all
     * the others look late. Heads that are not known are -1.
     */
    static long best(List<Long> heads) {
        var known = heads.stream()
                .filter(head -> head >= 0)
                .sorted(Comparator.reverseOrder())
                .toList();
        if (known.isEmpty()) {
            return -1;
        }
        return known.size() < 3 ? known.getFirst() : known.get(1);
    }
}
