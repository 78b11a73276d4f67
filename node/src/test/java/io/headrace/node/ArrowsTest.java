package io.headrace.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The arrows of the design, stated once more apart from the build files, so that a dependency added there in haste is
 * seen here. `docs/architecture.md` explains them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArrowsTest {

    private static final String RULES = "crypto machine media pipeline payments chain job admission journal";

    /** Which of our rooms each room may use. */
    private static final Map<String, String> ARROWS = Map.ofEntries(
            Map.entry("crypto", ""),
            Map.entry("machine", ""),
            Map.entry("media", ""),
            Map.entry("pipeline", ""),
            Map.entry("payments", "crypto machine pipeline"),
            Map.entry("chain", "crypto machine payments"),
            Map.entry("job", "crypto machine media pipeline payments"),
            Map.entry("admission", "crypto machine media pipeline payments"),
            Map.entry("journal", RULES),
            Map.entry("wire", "crypto media pipeline payments"),
            Map.entry("transport", ""),
            Map.entry("trickle", ""),
            Map.entry("tricklehttp", "trickle transport"),
            Map.entry("rtmp", "media transport"),
            Map.entry("webrtc", "media transport"),
            Map.entry("engine", "machine media"),
            Map.entry("ffmpeg", "media engine"),
            Map.entry("inference", "machine pipeline engine transport"),
            Map.entry("models", "media pipeline engine ffmpeg transport trickle tricklehttp"),
            Map.entry("sdk", "pipeline transport"),
            Map.entry("store", RULES),
            Map.entry("ledger", "crypto machine payments chain transport"),
            Map.entry("ethereum", "crypto machine payments chain transport"),
            Map.entry(
                    "gateway",
                    "crypto machine media pipeline payments chain job journal wire transport trickle tricklehttp rtmp"
                            + " webrtc engine"),
            Map.entry(
                    "orchestrator",
                    "crypto machine media pipeline payments chain admission journal wire transport trickle tricklehttp"),
            Map.entry(
                    "worker",
                    "crypto machine media pipeline admission wire transport trickle tricklehttp engine inference"),
            Map.entry("simulation", RULES + " ledger"),
            Map.entry("admin", RULES + " wire transport"),
            Map.entry("cli", "media wire transport admin"),
            Map.entry(
                    "node",
                    RULES
                            + " wire transport trickle tricklehttp rtmp webrtc engine ffmpeg inference models store ledger"
                            + " ethereum gateway orchestrator worker simulation admin cli"));

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(from -> !from.contains("-tests.jar"))
            .importPackages("io.headrace");

    Stream<String> rooms() {
        return ARROWS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void usesOnlyTheRoomsThatTheDesignNames(String room) {
        Set<String> forbidden = new HashSet<>(ARROWS.keySet());
        forbidden.remove(room);
        Arrays.asList(ARROWS.getOrDefault(room, "").split(" ")).forEach(forbidden::remove);

        noClasses()
                .that()
                .resideInAPackage("io.headrace." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden.stream()
                        .map(other -> "io.headrace." + other + "..")
                        .toArray(String[]::new))
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void keepsPackagesFreeOfCycles() {
        slices().matching("io.headrace.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void keepsRulesAwayFromSocketsFilesAndAmbientTime() {
        noClasses()
                .that()
                .resideInAnyPackage(Arrays.stream(RULES.split(" "))
                        .filter(room -> !room.equals("machine") && !room.equals("media"))
                        .map(room -> "io.headrace." + room + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat(
                        JavaClass.Predicates.resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..")
                                .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(URI.class))))
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .allowEmptyShould(true)
                .check(classes);
    }
}
