// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Parts of a whole, rounded down, in the three scales that the protocol uses (payments sections 4.5 and 4.6).
library Fraction {
    /// @notice Scale of rewardCut, feeShare and roundLockAmount: parts per million.
    uint256 internal constant MILLION = 10 ** 6;

    /// @notice Scale of inflation, bonding rate and a stake's part of the whole.
    uint256 internal constant BILLION = 10 ** 9;

    /// @notice Scale of the treasury's cut.
    uint256 internal constant PRECISE = 10 ** 27;

    /// @notice amount * parts / scale.
    function portion(uint256 parts, uint256 amount, uint256 scale) internal pure returns (uint256) {
        return amount * parts / scale;
    }

    /// @notice How many parts of the scale a part of the whole is; 0 of an empty whole.
    function ratio(uint256 part, uint256 whole, uint256 scale) internal pure returns (uint256) {
        return whole == 0 ? 0 : part * scale / whole;
    }
}
