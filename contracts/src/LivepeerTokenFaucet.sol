// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IToken} from "./interfaces/IToken.sol";

/// @title Gives some LPT to whoever asks, not too often. It gives what it was funded with.
/// @notice Source: payments section 4.7.
contract LivepeerTokenFaucet {
    /// @notice The token given.
    IToken public immutable token;

    /// @notice LPT base units per request.
    uint256 public immutable requestAmount;

    /// @notice Hours between two requests of one account.
    uint256 public immutable requestWait;

    /// @notice The time, in seconds since 1970, from which an account may ask again; 0 if it never asked (section 4.7).
    mapping(address account => uint256) public nextValidRequest;

    event Request(address indexed to, uint256 amount);

    /// @param requestAmount_ LPT base units
    /// @param requestWait_ hours
    constructor(IToken token_, uint256 requestAmount_, uint256 requestWait_) {
        token = token_;
        requestAmount = requestAmount_;
        requestWait = requestWait_;
    }

    /// @notice Sends the caller its LPT (section 4.7).
    function request() external {
        require(block.timestamp >= nextValidRequest[msg.sender], "faucet request before nextValidRequest");
        nextValidRequest[msg.sender] = block.timestamp + requestWait * 1 hours;
        require(token.transfer(msg.sender, requestAmount), "token transfer failed");
        emit Request(msg.sender, requestAmount);
    }
}
