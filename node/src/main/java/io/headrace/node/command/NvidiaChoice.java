package io.headrace.node.command;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.media.request.Device;
import io.headrace.media.request.DevicesTried;
import java.util.Arrays;
import java.util.List;

/** Which graphics cards an operator wants: {@code all}, {@code none}, numbers such as {@code 0,1}, or nothing said. */
sealed interface NvidiaChoice {

    /**
     * Those that are to be tried; none for the processor.
     *
     * @param present those that the driver has files for
     */
    List<Device.Nvidia> toTry(List<Device.Nvidia> present);

    /**
     * Those that are used.
     *
     * @throws CommandFailed when what was asked for is not there; its sentence says why
     */
    List<DevicesTried.Usable> chosen(DevicesTried tried);

    /** @throws IllegalArgumentException for anything else; the message says what is taken */
    static NvidiaChoice parse(String text) {
        return switch (text.strip()) {
            case "all" -> new All();
            case "none" -> new None();
            default -> new These(numbers(text));
        };
    }

    private static List<Device.Nvidia> numbers(String text) {
        try {
            return Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .map(Integer::parseInt)
                    .map(Device.Nvidia::new)
                    .toList();
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("all, none, or numbers of cards such as 0,1: not " + text, noNumber);
        }
    }

    private static CommandFailed missing(String what, String why) {
        return new CommandFailed(
                ExitCode.UNFIT,
                what + " (" + why + "). See what nvidia-smi says, or use --nvidia none to transcode on the processor");
    }

    /** Every one that works, or the processor: what happens where nothing was said. */
    record Found() implements NvidiaChoice {
        @Override
        public List<Device.Nvidia> toTry(List<Device.Nvidia> present) {
            return present;
        }

        @Override
        public List<DevicesTried.Usable> chosen(DevicesTried tried) {
            return tried.usable();
        }
    }

    /** Every one that works; one at the least. */
    record All() implements NvidiaChoice {
        @Override
        public List<Device.Nvidia> toTry(List<Device.Nvidia> present) {
            return present;
        }

        @Override
        public List<DevicesTried.Usable> chosen(DevicesTried tried) {
            if (tried.usable().isEmpty()) {
                throw missing(
                        "--nvidia all finds no card that encodes",
                        tried.findings().isEmpty() ? "there is no /dev/nvidia0 nor any other" : tried.refusals());
            }
            return tried.usable();
        }
    }

    /** The processor. */
    record None() implements NvidiaChoice {
        @Override
        public List<Device.Nvidia> toTry(List<Device.Nvidia> present) {
            return List.of();
        }

        @Override
        public List<DevicesTried.Usable> chosen(DevicesTried tried) {
            return List.of();
        }
    }

    /** These, each of which must work. They are tried even where no file tells of them. */
    record These(List<Device.Nvidia> devices) implements NvidiaChoice {
        public These {
            devices = List.copyOf(devices);
            if (devices.stream().distinct().count() != devices.size()) {
                throw new IllegalArgumentException("A card is named once: " + devices);
            }
        }

        @Override
        public List<Device.Nvidia> toTry(List<Device.Nvidia> present) {
            return devices;
        }

        @Override
        public List<DevicesTried.Usable> chosen(DevicesTried tried) {
            if (tried.usable().size() < devices.size()) {
                throw missing("--nvidia names a card that cannot be used", tried.refusals());
            }
            return tried.usable();
        }
    }
}
