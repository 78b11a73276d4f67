// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What the other contracts ask of the RoundsManager (payments section 4.4).
interface IRoundsManager {
    /// @notice The number of the round that the current block belongs to.
    function currentRound() external view returns (uint256);

    /// @notice Whether somebody has initialized the current round.
    function currentRoundInitialized() external view returns (bool);

    /// @notice Whether the current round is in its last part, in which orchestrators may not change their terms.
    function currentRoundLocked() external view returns (bool);

    /// @notice The block hash stored when the round was initialized; zero if it never was.
    function blockHashForRound(uint256 round) external view returns (bytes32);
}
