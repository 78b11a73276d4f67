// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Fraction} from "./Fraction.sol";
import {IController} from "./interfaces/IController.sol";
import {IRoundsManager} from "./interfaces/IRoundsManager.sol";
import {Managed} from "./Managed.sol";

/// @title The protocol's clock: rounds of a fixed number of blocks, each begun by whoever calls first.
/// @notice Rounds are counted from block 0, so the first one that can be initialized is block / roundLength. A round that
/// nobody initializes has no hash, and no ticket can name it. Source: payments section 4.4.
contract RoundsManager is Managed, IRoundsManager {
    /// @notice Blocks per round.
    uint256 public immutable roundLength;

    /// @notice The locked last part of each round, in parts per million of its length.
    uint256 public immutable roundLockAmount;

    /// @notice The round in which the length was set: that of the deployment.
    uint256 public immutable lastRoundLengthUpdateRound;

    /// @notice The first block of that round.
    uint256 public immutable lastRoundLengthUpdateStartBlock;

    /// @notice The latest round that was initialized; 0 before the first.
    uint256 public lastInitializedRound;

    mapping(uint256 round => bytes32) private hashes;

    event NewRound(uint256 indexed round, bytes32 blockHash);

    /// @param length blocks per round, at least 1. Below 50 winners expire before they can be redeemed (section 9).
    /// @param lockAmount parts per million, at most 1000000
    constructor(IController controller_, uint256 length, uint256 lockAmount) Managed(controller_) {
        require(length > 0, "round length must be greater than 0");
        require(lockAmount <= Fraction.MILLION, "invalid round lock amount percentage");
        roundLength = length;
        roundLockAmount = lockAmount;
        lastRoundLengthUpdateRound = block.number / length;
        lastRoundLengthUpdateStartBlock = block.number - block.number % length;
    }

    /// @notice Begins the current round: stores the previous block's hash, fixes the active stake and recomputes
    /// inflation. Anybody may call it, once per round (section 4.4).
    function initializeRound() external whenSystemNotPaused {
        uint256 round = currentRound();
        require(lastInitializedRound < round, "round already initialized");
        lastInitializedRound = round;
        bytes32 previous = blockHash(blockNum() - 1);
        hashes[round] = previous;
        bondingManager().setCurrentRoundTotalActiveStake();
        minter().setCurrentRewardTokens();
        emit NewRound(round, previous);
    }

    /// @notice The block number that rounds are counted in (section 4.4).
    function blockNum() public view returns (uint256) {
        return block.number;
    }

    /// @notice The hash of one of the last 256 blocks (section 4.4).
    function blockHash(uint256 number) public view returns (bytes32) {
        require(number < block.number, "can only retrieve past block hashes");
        require(number + 256 >= block.number, "can only retrieve hashes for last 256 blocks");
        return blockhash(number);
    }

    /// @inheritdoc IRoundsManager
    function blockHashForRound(uint256 round) external view returns (bytes32) {
        return hashes[round];
    }

    /// @inheritdoc IRoundsManager
    function currentRound() public view returns (uint256) {
        return lastRoundLengthUpdateRound + (block.number - lastRoundLengthUpdateStartBlock) / roundLength;
    }

    /// @notice The first block of the current round (section 4.4).
    function currentRoundStartBlock() public view returns (uint256) {
        return block.number - (block.number - lastRoundLengthUpdateStartBlock) % roundLength;
    }

    /// @inheritdoc IRoundsManager
    function currentRoundInitialized() external view returns (bool) {
        return lastInitializedRound == currentRound();
    }

    /// @inheritdoc IRoundsManager
    function currentRoundLocked() external view returns (bool) {
        uint256 lockedBlocks = Fraction.portion(roundLockAmount, roundLength, Fraction.MILLION);
        return block.number - currentRoundStartBlock() >= roundLength - lockedBlocks;
    }
}
