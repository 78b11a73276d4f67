// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IToken} from "./interfaces/IToken.sol";

/// @title LPT of a local chain: an ERC-20 token whose minters are named by its administrator.
/// @notice The deployer is the administrator and the first minter. Source: payments sections 4.7 and 9.
contract LivepeerToken is IToken {
    /// @notice What wallets call the token.
    string public constant name = "Livepeer Token";

    /// @notice Its ticker.
    string public constant symbol = "LPT";

    /// @notice A base unit is 10^-18 LPT.
    uint8 public constant decimals = 18;

    /// @notice Accounts with this role grant and revoke every role.
    bytes32 public constant DEFAULT_ADMIN_ROLE = bytes32(0);

    bytes32 private constant MINTER_ROLE = keccak256("MINTER_ROLE");

    /// @inheritdoc IToken
    uint256 public totalSupply;

    /// @inheritdoc IToken
    mapping(address account => uint256) public balanceOf;

    /// @notice How much of the owner's tokens the spender may still move.
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    /// @notice Whether an account has a role, by keccak-256 of the role's name (section 4.7).
    mapping(bytes32 role => mapping(address account => bool)) public hasRole;

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);
    event Mint(address indexed to, uint256 amount);
    event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender);
    event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender);

    modifier onlyRole(bytes32 role) {
        require(hasRole[role][msg.sender], "caller lacks the role");
        _;
    }

    constructor() {
        setRole(DEFAULT_ADMIN_ROLE, msg.sender, true);
        setRole(MINTER_ROLE, msg.sender, true);
    }

    /// @notice Gives an account a role. Administrators only (section 4.7).
    function grantRole(bytes32 role, address account) external onlyRole(DEFAULT_ADMIN_ROLE) {
        setRole(role, account, true);
    }

    /// @notice Takes a role away. Administrators only (section 4.7).
    function revokeRole(bytes32 role, address account) external onlyRole(DEFAULT_ADMIN_ROLE) {
        setRole(role, account, false);
    }

    /// @inheritdoc IToken
    function mint(address to, uint256 amount) external onlyRole(MINTER_ROLE) {
        require(to != address(0), "ERC20: mint to the zero address");
        totalSupply += amount;
        balanceOf[to] += amount;
        emit Transfer(address(0), to, amount);
        emit Mint(to, amount);
    }

    /// @notice Allows a spender to move the caller's tokens; replaces what was allowed before (section 4.7).
    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        emit Approval(msg.sender, spender, amount);
        return true;
    }

    /// @inheritdoc IToken
    function transfer(address to, uint256 amount) external returns (bool) {
        move(msg.sender, to, amount);
        return true;
    }

    /// @inheritdoc IToken
    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        uint256 allowed = allowance[from][msg.sender];
        require(allowed >= amount, "ERC20: insufficient allowance");
        // The largest allowance is never used up.
        if (allowed != type(uint256).max) {
            allowance[from][msg.sender] = allowed - amount;
        }
        move(from, to, amount);
        return true;
    }

    function move(address from, address to, uint256 amount) private {
        require(to != address(0), "ERC20: transfer to the zero address");
        require(balanceOf[from] >= amount, "ERC20: transfer amount exceeds balance");
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
        emit Transfer(from, to, amount);
    }

    function setRole(bytes32 role, address account, bool has) private {
        if (hasRole[role][account] == has) {
            return;
        }
        hasRole[role][account] = has;
        if (has) {
            emit RoleGranted(role, account, msg.sender);
        } else {
            emit RoleRevoked(role, account, msg.sender);
        }
    }
}
