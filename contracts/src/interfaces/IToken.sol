// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The part of the token that the other contracts use (payments section 4.7).
interface IToken {
    /// @notice How many base units exist.
    function totalSupply() external view returns (uint256);

    /// @notice How many base units an account has.
    function balanceOf(address account) external view returns (uint256);

    /// @notice Moves the caller's tokens.
    function transfer(address to, uint256 amount) external returns (bool);

    /// @notice Moves another account's tokens within the allowance that it gave to the caller.
    function transferFrom(address from, address to, uint256 amount) external returns (bool);

    /// @notice Creates tokens. Accounts with the minter role only.
    function mint(address to, uint256 amount) external;
}
