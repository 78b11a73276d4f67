package io.headrace.pipeline;

/** Who counts the units of one call of an application, and so what is paid ahead of it. */
public sealed interface Metering {

    /** As the network has it. */
    Metering BY_SECOND = new ByNode(PricingUnit.SECOND);

    PricingUnit unit();

    /** The node through which the call goes: it has a clock, and sees each request. */
    record ByNode(PricingUnit unit) implements Metering {
        public ByNode {
            if (unit.isTold()) {
                throw new IllegalArgumentException("No node can count each " + unit.word() + " of an application");
            }
        }
    }

    /**
     * The application, which tells how many it was when it is done. What it may tell is bounded, because it is paid ahead.
     *
     * @param mostUnits that one call may cost, from 1 to {@link #MOST}
     */
    record ByApplication(PricingUnit unit, long mostUnits) implements Metering {

        /** A trillion: more than any call uses. */
        public static final long MOST = 1L << 40;

        public ByApplication {
            if (!unit.isTold()) {
                throw new IllegalArgumentException(
                        "Each " + unit.word() + " is counted by nodes, not told by an application");
            }
            if (mostUnits < 1 || mostUnits > MOST) {
                throw new IllegalArgumentException(
                        "A call may cost " + mostUnits + " times a " + unit.word() + "; 1 to " + MOST + " are taken");
            }
        }
    }

    /** With the usual limit of a unit that the application tells. */
    static Metering of(PricingUnit unit) {
        return switch (unit) {
            case SECOND, REQUEST -> new ByNode(unit);
            case PIXEL -> new ByApplication(unit, 7_680 * 4_320);
            case MILLISECOND -> new ByApplication(unit, 3_600_000);
            case CHARACTER -> new ByApplication(unit, 100_000);
            case TOKEN -> new ByApplication(unit, 32_768);
        };
    }

    /**
     * @param mostUnits that one call may cost; 0 for the usual limit
     * @throws IllegalArgumentException for a limit of what is not told, or one that is none
     */
    static Metering of(PricingUnit unit, long mostUnits) {
        return mostUnits == 0 ? of(unit) : new ByApplication(unit, mostUnits);
    }
}
