package io.headrace.node.role;

import io.headrace.media.request.Preset;
import io.headrace.node.data.DataDirectory;
import io.headrace.payments.Wei;
import io.headrace.transport.address.AddressRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an operator decides about an orchestrator.
 *
 * @param name for people
 * @param host an address of this machine; peers reach the node under it
 * @param port 0 lets the system choose
 * @param price asked per encoded pixel
 * @param ticketValue what one ticket is to be worth
 * @param natives where FFmpeg is unpacked once
 * @param preset how much the encoders try
 * @param devices to transcode on, where it works itself
 * @param slots segments worked on at once, by each device; 0 leaves the work to workers that connect
 * @param workerSecret what workers must show; empty lets none connect
 * @param models those that it computes itself
 * @param containersFrom addresses that are no public ones, and at which containers and live runners may be registered
 * @param runners which live runners are taken
 * @param duties on chain
 * @param fault how it misbehaves on purpose; empty for an honest one
 */
public record OrchestratorSettings(
        DataDirectory data,
        String name,
        String host,
        int port,
        int adminPort,
        PriceSettings price,
        Wei ticketValue,
        Path natives,
        Preset preset,
        Devices devices,
        int slots,
        Optional<String> workerSecret,
        ModelSettings models,
        List<AddressRange> containersFrom,
        RunnerSettings runners,
        OrchestratorDuties duties,
        Optional<String> fault) {}
