package io.headrace.node.command;

import io.headrace.cli.ExitCode;
import io.headrace.machine.NanoTicker;
import io.headrace.media.request.DeviceFailure;
import io.headrace.media.request.DevicesTried;
import io.headrace.media.request.Preset;
import io.headrace.node.role.Devices;
import io.headrace.node.role.MediaPrograms;
import io.headrace.node.role.NvidiaSearch;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What an operator says of graphics cards, for every command that transcodes itself ({@code docs/gpu.md}). */
final class DeviceOptions {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceOptions.class);
    private static final Path DEV = Path.of("/dev");

    @Option(
            names = {"--nvidia", "-nvidia"},
            paramLabel = "N,N|all|none",
            converter = ChoiceConverter.class,
            description = "graphics cards to transcode on, each tried first; default every one that works, if any")
    private Optional<NvidiaChoice> choice = Optional.empty();

    @Option(
            names = "--gpu-fallback",
            paramLabel = "cpu|fail",
            defaultValue = "fail",
            converter = FailureConverter.class,
            description = "a segment that a card failed at is transcoded in software, or given back for another worker"
                    + " (default: ${DEFAULT-VALUE})")
    private DeviceFailure onFailure = DeviceFailure.REPORTED;

    @Option(names = "--self-test", description = "transcode a made clip on each device, say what came of it, and end")
    private boolean selfTest;

    boolean selfTest() {
        return selfTest;
    }

    /** The self-test of what {@link #found} finds. */
    ExitCode test(Path natives, Preset preset, PrintWriter out) throws InterruptedException {
        return new SelfTestRun(preset, NanoTicker.system(), out).of(natives, found(natives));
    }

    /**
     * Tries what is wanted, in a child. Where no driver has put a device file, and none is asked for by its number, nothing
     * is tried and no child is started.
     *
     * @throws io.headrace.cli.CommandFailed when what was asked for is not there
     */
    Devices found(Path natives) throws InterruptedException {
        var wanted = choice.orElseGet(NvidiaChoice.Found::new);
        var toTry = wanted.toTry(NvidiaSearch.present(DEV));
        var tried = toTry.isEmpty() ? new DevicesTried(List.of()) : MediaPrograms.tried(natives, toTry);
        var devices = new Devices(wanted.chosen(tried), onFailure);
        if (!tried.findings().isEmpty()) {
            LOG.info("Transcoding on {}", devices.names());
        }
        if (!tried.refusals().isEmpty()) {
            LOG.warn("Not used: {}; work goes to {}", tried.refusals(), devices.names());
        }
        return devices;
    }

    /** Says in a sentence what is wrong. */
    private static final class ChoiceConverter implements ITypeConverter<NvidiaChoice> {
        @Override
        public NvidiaChoice convert(String text) {
            try {
                return NvidiaChoice.parse(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(wrong.getMessage());
            }
        }
    }

    private static final class FailureConverter implements ITypeConverter<DeviceFailure> {
        @Override
        public DeviceFailure convert(String text) {
            return switch (text) {
                case "cpu" -> DeviceFailure.REPLACED_BY_SOFTWARE;
                case "fail" -> DeviceFailure.REPORTED;
                default -> throw new TypeConversionException("cpu or fail, not " + text);
            };
        }
    }
}
